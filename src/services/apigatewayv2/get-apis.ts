// GetApis: the APIs of the account in this region, in pages.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getApis(
  input: Input<"GetApis">,
  context: OperationContext,
): Promise<Output<"GetApis">> {
  const records = await context.records.list("http-api");
  return pageOf(records, input, (record) => record.body.api);
}
