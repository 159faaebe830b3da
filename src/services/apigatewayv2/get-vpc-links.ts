// GetVpcLinks: the VPC links of the account in this region, in pages.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks.html
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getVpcLinks(
  input: Input<"GetVpcLinks">,
  context: OperationContext,
): Promise<Output<"GetVpcLinks">> {
  const records = await context.records.list("vpc-link");
  return pageOf(records, input, (record) => record.body.vpcLink);
}
