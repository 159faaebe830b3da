// DeleteVpcLink: refused while an integration, of an HTTP or a REST API, uses it; DELETING until its network
// interfaces are gone.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html
import type { OperationContext } from "../operation-context.ts";
import { linkInUse, restReferencesTo } from "../apigateway/vpc-link-references.ts";
import { badRequest } from "./api-errors.ts";
import { findVpcLink } from "./find-vpc-link.ts";
import type { Input, Output } from "./operation-types.ts";
import { referencesTo } from "./vpc-link-references.ts";
import { DELETING_MESSAGE, DELETION_MS, finishDeletion } from "./vpc-link-transitions.ts";

export async function deleteVpcLink(
  input: Input<"DeleteVpcLink">,
  context: OperationContext,
): Promise<Output<"DeleteVpcLink">> {
  const before = await findVpcLink(context, input.VpcLinkId);
  if (before.VpcLinkStatus === "DELETING") return {};
  const references = await referencesTo(context, input.VpcLinkId);
  if (references.length > 0) {
    throw badRequest(
      `Cannot delete vpc link. Vpc link '${input.VpcLinkId}', is referenced in ` +
        `[${references.join(", ")}] in format of [Method:Resource].`,
    );
  }
  const restReferences = await restReferencesTo(context.records, input.VpcLinkId);
  if (restReferences.length > 0) throw badRequest(linkInUse(input.VpcLinkId, restReferences));
  context.records.put("vpc-link", input.VpcLinkId, {
    vpcLink: {
      ...before,
      VpcLinkStatus: "DELETING",
      VpcLinkStatusMessage: DELETING_MESSAGE,
    },
  });
  context.later(DELETION_MS, (records) => finishDeletion(records, input.VpcLinkId));
  return {};
}
