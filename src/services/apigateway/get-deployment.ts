// GetDeployment. https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployment.html
import type { OperationContext } from "../operation-context.ts";
import { findDeployment } from "./find-deployment.ts";
import type { Input, Output } from "./operation-types.ts";
import { shownDeployment } from "./shown-deployment.ts";

export async function getDeployment(
  input: Input<"GetDeployment">,
  context: OperationContext,
): Promise<Output<"GetDeployment">> {
  const body = await findDeployment(context, input.restApiId, input.deploymentId);
  return shownDeployment(body, input.embed);
}
