// GetDeployments: the deployments of an API, in pages.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html
import type { OperationContext } from "../operation-context.ts";
import { findApi } from "./find-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getDeployments(
  input: Input<"GetDeployments">,
  context: OperationContext,
): Promise<Output<"GetDeployments">> {
  await findApi(context, input.ApiId);
  const records = await context.records.list("http-api-deployment", `${input.ApiId}/`);
  return pageOf(records, input, (record) => record.body.deployment);
}
