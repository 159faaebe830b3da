// GetVpcLink: one VPC link, with its state.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html
import type { OperationContext } from "../operation-context.ts";
import { findVpcLink } from "./find-vpc-link.ts";
import type { Input, Output } from "./operation-types.ts";

export function getVpcLink(
  input: Input<"GetVpcLink">,
  context: OperationContext,
): Promise<Output<"GetVpcLink">> {
  return findVpcLink(context, input.VpcLinkId);
}
