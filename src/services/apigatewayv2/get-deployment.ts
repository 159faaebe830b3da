// GetDeployment: one deployment of an API.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html
import type { OperationContext } from "../operation-context.ts";
import { findDeployment } from "./find-deployment.ts";
import type { Input, Output } from "./operation-types.ts";

export function getDeployment(
  input: Input<"GetDeployment">,
  context: OperationContext,
): Promise<Output<"GetDeployment">> {
  return findDeployment(context, input.ApiId, input.DeploymentId);
}
