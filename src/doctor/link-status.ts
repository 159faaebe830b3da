// Whether a VPC link carries traffic, by its status. A template's link has no status yet and counts as usable.
import type { RestVpcLinkItem, VpcLinkItem } from "./inventory.ts";
import type { Way } from "./ways.ts";

/** "" where the source knows none. */
export function linkStatus({ vpcLink }: VpcLinkItem | RestVpcLinkItem): string {
  const status = "VpcLinkStatus" in vpcLink ? vpcLink.VpcLinkStatus : undefined;
  return status ?? ("status" in vpcLink ? (vpcLink.status ?? "") : "");
}

/** What AWS says about the status; "" for nothing. */
export function linkStatusMessage({ vpcLink }: VpcLinkItem | RestVpcLinkItem): string {
  const message = "VpcLinkStatusMessage" in vpcLink ? vpcLink.VpcLinkStatusMessage : undefined;
  return message ?? ("statusMessage" in vpcLink ? (vpcLink.statusMessage ?? "") : "");
}

/** True for a known link whose status lets requests through. */
export function isLinkUsable(link: Way["link"]): link is VpcLinkItem | RestVpcLinkItem {
  if (link === null || typeof link === "string") return false;
  const status = linkStatus(link);
  return status === "" || status === "AVAILABLE";
}
