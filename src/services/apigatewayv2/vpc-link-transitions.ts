// What becomes of a VPC link by itself: PENDING until it has its network interfaces, DELETING until they are gone.
// AWS takes minutes; here each takes a moment, and the states are passed through all the same.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
import type { ScopedRecords } from "../../store/store.ts";
import { placeInterfaces, removeInterfaces } from "./vpc-link-interfaces.ts";

export const PROVISIONING_MS = 150;
export const DELETION_MS = 150;

export const PENDING_MESSAGE = "VPC link is provisioning ENIs";
export const AVAILABLE_MESSAGE = "VPC link is ready to route traffic";
/** [I] */
export const DELETING_MESSAGE = "VPC link is being deleted";

/** Ends the provisioning of a VPC link; does nothing when it is not pending any more. */
export async function finishProvisioning(records: ScopedRecords, vpcLinkId: string): Promise<void> {
  const body = await records.get("vpc-link", vpcLinkId);
  if (body?.vpcLink.VpcLinkStatus !== "PENDING") return;
  const problem = await placeInterfaces(records, body.vpcLink);
  records.put("vpc-link", vpcLinkId, {
    vpcLink: {
      ...body.vpcLink,
      VpcLinkStatus: problem === undefined ? "AVAILABLE" : "FAILED",
      VpcLinkStatusMessage: problem ?? AVAILABLE_MESSAGE,
    },
  });
}

/** Ends the deletion of a VPC link, its network interfaces included. */
export async function finishDeletion(records: ScopedRecords, vpcLinkId: string): Promise<void> {
  const body = await records.get("vpc-link", vpcLinkId);
  if (body?.vpcLink.VpcLinkStatus !== "DELETING") return;
  await removeInterfaces(records, vpcLinkId);
  records.delete("vpc-link", vpcLinkId);
}

/** Ends, at start, what was under way in this account and region when the process ended. */
export async function resumeVpcLinks(records: ScopedRecords): Promise<void> {
  for (const { id, body } of await records.list("vpc-link")) {
    if (body.vpcLink.VpcLinkStatus === "PENDING") await finishProvisioning(records, id);
    if (body.vpcLink.VpcLinkStatus === "DELETING") await finishDeletion(records, id);
  }
}
