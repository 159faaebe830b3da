// A REST API by its id, or the answer when there is none.
import type { RestApi } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { notFound } from "./rest-errors.ts";

/** The REST API; throws NotFoundException, which names account and id, when there is none of that id. */
export async function findRestApi(context: OperationContext, restApiId: string): Promise<RestApi> {
  const body = await context.records.get("rest-api", restApiId);
  if (body === undefined) {
    throw notFound(`Invalid API identifier specified ${context.account}:${restApiId}`);
  }
  return body.restApi;
}
