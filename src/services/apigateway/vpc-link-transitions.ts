// What becomes of a VPC link of the first kind by itself: PENDING until its load balancer is behind an endpoint
// service, DELETING until that is gone. AWS takes minutes; here each takes a moment, and the states are passed
// through all the same. https://docs.aws.amazon.com/apigateway/latest/api/API_VpcLink.html
import { parseArn } from "../../base/arn.ts";
import type { ScopedRecords } from "../../store/store.ts";

/** Longer than a load balancer takes to become active, so that one created just before the link is. */
export const PROVISIONING_MS = 300;
export const DELETION_MS = 150;

const READY_MESSAGE = "Your vpc link is ready for use";
const NLB_NOT_ACTIVE =
  "NLB is not in active state. If you recently created this NLB, please wait for it to become " +
  "active and try again.";

/** Ends the provisioning of a link; does nothing when it is not pending any more. */
export async function finishProvisioning(records: ScopedRecords, vpcLinkId: string): Promise<void> {
  const body = await records.get("rest-vpc-link", vpcLinkId);
  if (body?.vpcLink.status !== "PENDING") return;
  const problem = await problemOf(records, vpcLinkId, body.vpcLink.targetArns?.[0] ?? "");
  records.put("rest-vpc-link", vpcLinkId, {
    vpcLink: {
      ...body.vpcLink,
      status: problem === undefined ? "AVAILABLE" : "FAILED",
      statusMessage: problem ?? READY_MESSAGE,
    },
  });
}

/**
 * Stands for waiting until a pending link is available: there is nothing to wait for but time, unless the load
 * balancer is itself not active yet. Does nothing for what is no link of the first kind.
 */
export async function hastenProvisioning(records: ScopedRecords, vpcLinkId: string): Promise<void> {
  const body = await records.get("rest-vpc-link", vpcLinkId);
  const found = await records.get("load-balancer", body?.vpcLink.targetArns?.[0] ?? "");
  if (found?.loadBalancer.State?.Code === "active") await finishProvisioning(records, vpcLinkId);
}

/** Why the link cannot lead to the load balancer, if it cannot. */
async function problemOf(
  records: ScopedRecords,
  vpcLinkId: string,
  targetArn: string,
): Promise<string | undefined> {
  const arn = parseArn(targetArn);
  const isNetwork = arn?.resource.startsWith("loadbalancer/net/") === true;
  if (arn?.service !== "elasticloadbalancing" || !isNetwork) return "NLB ARN is malformed";
  const found = await records.get("load-balancer", targetArn);
  // [I]
  if (found === undefined) return "NLB does not exist";
  if (found.loadBalancer.State?.Code !== "active") return NLB_NOT_ACTIVE;
  for (const { id, body } of await records.list("rest-vpc-link")) {
    const { status, targetArns } = body.vpcLink;
    const hasService = status === "AVAILABLE" || status === "DELETING";
    if (id !== vpcLinkId && hasService && targetArns?.includes(targetArn) === true) {
      return "NLB is already associated with another VPC Endpoint Service";
    }
  }
  return undefined;
}

/** Ends the deletion of a link. */
export async function finishDeletion(records: ScopedRecords, vpcLinkId: string): Promise<void> {
  const body = await records.get("rest-vpc-link", vpcLinkId);
  if (body?.vpcLink.status === "DELETING") records.delete("rest-vpc-link", vpcLinkId);
}

/** Ends, at start, what was under way in this account and region when the process ended. */
export async function resumeRestVpcLinks(records: ScopedRecords): Promise<void> {
  for (const { id, body } of await records.list("rest-vpc-link")) {
    if (body.vpcLink.status === "DELETING") await finishDeletion(records, id);
  }
  for (const { id } of await records.list("rest-vpc-link")) await finishProvisioning(records, id);
}
