// UpdateDeployment: its description is all that can be changed.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html
import type { OperationContext } from "../operation-context.ts";
import { checkLength } from "./check-length.ts";
import { findDeployment } from "./find-deployment.ts";
import type { Input, Output } from "./operation-types.ts";

export async function updateDeployment(
  input: Input<"UpdateDeployment">,
  context: OperationContext,
): Promise<Output<"UpdateDeployment">> {
  const before = await findDeployment(context, input.ApiId, input.DeploymentId);
  checkLength("description", input.Description, 0, 1024);
  if (input.Description === undefined) return before;
  const id = `${input.ApiId}/${input.DeploymentId}`;
  const body = await context.records.get("http-api-deployment", id);
  const deployment = { ...before, Description: input.Description };
  if (body !== undefined) {
    context.records.put("http-api-deployment", id, { deployment, content: body.content });
  }
  return deployment;
}
