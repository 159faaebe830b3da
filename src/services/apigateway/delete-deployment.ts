// DeleteDeployment: refused while a stage, or the canary of one, serves it.
// https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDeployment.html
import type { OperationContext } from "../operation-context.ts";
import { findDeployment } from "./find-deployment.ts";
import type { Input, Output } from "./operation-types.ts";
import { badRequest } from "./rest-errors.ts";

export async function deleteDeployment(
  input: Input<"DeleteDeployment">,
  context: OperationContext,
): Promise<Output<"DeleteDeployment">> {
  const { restApiId, deploymentId } = input;
  await findDeployment(context, restApiId, deploymentId);
  for (const { body } of await context.records.list("rest-stage", `${restApiId}/`)) {
    const { stage } = body;
    if (
      stage.deploymentId === deploymentId ||
      stage.canarySettings?.deploymentId === deploymentId
    ) {
      throw badRequest("Active stages pointing to this deployment must be moved or deleted");
    }
  }
  context.records.delete("rest-deployment", `${restApiId}/${deploymentId}`);
  return {};
}
