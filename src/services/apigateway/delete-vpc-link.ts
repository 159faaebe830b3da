// DeleteVpcLink: refused while an integration leads through the link; DELETING until it is gone.
// https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteVpcLink.html
import type { OperationContext } from "../operation-context.ts";
import { findVpcLink } from "./find-vpc-link.ts";
import type { Input, Output } from "./operation-types.ts";
import { badRequest } from "./rest-errors.ts";
import { linkInUse, restReferencesTo } from "./vpc-link-references.ts";
import { DELETION_MS, finishDeletion } from "./vpc-link-transitions.ts";

export async function deleteVpcLink(
  input: Input<"DeleteVpcLink">,
  context: OperationContext,
): Promise<Output<"DeleteVpcLink">> {
  const { vpcLinkId } = input;
  const before = await findVpcLink(context, vpcLinkId);
  if (before.status === "DELETING") return {};
  const references = await restReferencesTo(context.records, vpcLinkId);
  if (references.length > 0) throw badRequest(linkInUse(vpcLinkId, references));
  const { statusMessage: _, ...vpcLink } = before;
  context.records.put("rest-vpc-link", vpcLinkId, { vpcLink: { ...vpcLink, status: "DELETING" } });
  context.later(DELETION_MS, (records) => finishDeletion(records, vpcLinkId));
  return {};
}
