// GetDeployments. https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployments.html
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getDeployments(
  input: Input<"GetDeployments">,
  context: OperationContext,
): Promise<Output<"GetDeployments">> {
  await findRestApi(context, input.restApiId);
  const records = await context.records.list("rest-deployment", `${input.restApiId}/`);
  return pageOf(records, input, ({ body }) => body.deployment);
}
