// GetVpcLinks. https://docs.aws.amazon.com/apigateway/latest/api/API_GetVpcLinks.html
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getVpcLinks(
  input: Input<"GetVpcLinks">,
  context: OperationContext,
): Promise<Output<"GetVpcLinks">> {
  const records = await context.records.list("rest-vpc-link");
  return pageOf(records, input, ({ body }) => body.vpcLink);
}
