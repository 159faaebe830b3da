// UpdateVpcLink: its name is all that can be changed.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./api-errors.ts";
import { checkLength } from "./check-length.ts";
import { findVpcLink } from "./find-vpc-link.ts";
import type { Input, Output } from "./operation-types.ts";

export async function updateVpcLink(
  input: Input<"UpdateVpcLink">,
  context: OperationContext,
): Promise<Output<"UpdateVpcLink">> {
  const before = await findVpcLink(context, input.VpcLinkId);
  if (before.VpcLinkStatus === "DELETING") {
    // [I] wording
    throw badRequest(`Cannot update vpc link. Vpc link '${input.VpcLinkId}' is being deleted.`);
  }
  if (input.Name === "") throw badRequest("Name cannot be empty");
  checkLength("name", input.Name, 1, 128);
  const vpcLink = { ...before, Name: input.Name ?? before.Name };
  context.records.put("vpc-link", input.VpcLinkId, { vpcLink });
  return vpcLink;
}
