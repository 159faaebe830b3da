// GetVpcLink. https://docs.aws.amazon.com/apigateway/latest/api/API_GetVpcLink.html
import type { OperationContext } from "../operation-context.ts";
import { findVpcLink } from "./find-vpc-link.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getVpcLink(
  input: Input<"GetVpcLink">,
  context: OperationContext,
): Promise<Output<"GetVpcLink">> {
  const vpcLink = await findVpcLink(context, input.vpcLinkId);
  return { ...vpcLink, tags: vpcLink.tags ?? {} };
}
