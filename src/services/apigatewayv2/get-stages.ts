// GetStages: the stages of an API, in pages.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html
import type { OperationContext } from "../operation-context.ts";
import { findApi } from "./find-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getStages(
  input: Input<"GetStages">,
  context: OperationContext,
): Promise<Output<"GetStages">> {
  await findApi(context, input.ApiId);
  const records = await context.records.list("http-api-stage", `${input.ApiId}/`);
  return pageOf(records, input, (record) => record.body.stage);
}
