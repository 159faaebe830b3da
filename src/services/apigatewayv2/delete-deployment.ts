// DeleteDeployment: refused while a stage points to it.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./api-errors.ts";
import { stagesOf } from "./api-parts.ts";
import { findDeployment } from "./find-deployment.ts";
import type { Input, Output } from "./operation-types.ts";

export async function deleteDeployment(
  input: Input<"DeleteDeployment">,
  context: OperationContext,
): Promise<Output<"DeleteDeployment">> {
  await findDeployment(context, input.ApiId, input.DeploymentId);
  const stages = await stagesOf(context, input.ApiId);
  if (stages.some((stage) => stage.DeploymentId === input.DeploymentId)) {
    // The wording is that of REST APIs [I].
    throw badRequest("Active stages pointing to this deployment must be moved or deleted");
  }
  context.records.delete("http-api-deployment", `${input.ApiId}/${input.DeploymentId}`);
  return {};
}
