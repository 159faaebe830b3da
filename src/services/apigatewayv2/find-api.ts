// An API by its id, or AWS's answer when there is none.
import type { Api } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { notFound } from "./api-errors.ts";

/** The API; throws NotFoundException when there is none of that id. */
export async function findApi(context: OperationContext, apiId: string): Promise<Api> {
  const body = await context.records.get("http-api", apiId);
  if (body === undefined) {
    throw notFound(`Invalid API identifier specified ${context.account}:${apiId}`);
  }
  return body.api;
}
