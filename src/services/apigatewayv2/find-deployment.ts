// A deployment of an API by its id, or the answer when there is none.
import type { Deployment } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { notFound } from "./api-errors.ts";
import { findApi } from "./find-api.ts";

/** The deployment; throws NotFoundException when the API or the deployment is not there. Wording [I]. */
export async function findDeployment(
  context: OperationContext,
  apiId: string,
  deploymentId: string,
): Promise<Deployment> {
  await findApi(context, apiId);
  const body = await context.records.get("http-api-deployment", `${apiId}/${deploymentId}`);
  if (body === undefined) throw notFound(`Invalid Deployment identifier specified ${deploymentId}`);
  return body.deployment;
}
