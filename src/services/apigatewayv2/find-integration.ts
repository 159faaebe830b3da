// An integration of an API by its id, or the answer when there is none.
import type { Integration } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { notFound } from "./api-errors.ts";
import { findApi } from "./find-api.ts";

/** The integration; throws NotFoundException when the API or the integration is not there. Wording [I]. */
export async function findIntegration(
  context: OperationContext,
  apiId: string,
  integrationId: string,
): Promise<Integration> {
  await findApi(context, apiId);
  const body = await context.records.get("http-api-integration", `${apiId}/${integrationId}`);
  if (body === undefined)
    throw notFound(`Invalid Integration identifier specified ${integrationId}`);
  return body.integration;
}
