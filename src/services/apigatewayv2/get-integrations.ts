// GetIntegrations: the integrations of an API, in pages.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html
import type { OperationContext } from "../operation-context.ts";
import { findApi } from "./find-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getIntegrations(
  input: Input<"GetIntegrations">,
  context: OperationContext,
): Promise<Output<"GetIntegrations">> {
  await findApi(context, input.ApiId);
  const records = await context.records.list("http-api-integration", `${input.ApiId}/`);
  return pageOf(records, input, (record) => record.body.integration);
}
