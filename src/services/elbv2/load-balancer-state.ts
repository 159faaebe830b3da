// A load balancer's way from provisioning to active. AWS takes minutes for it; here it is well under a second, but
// the state in between is real, for clients that wait for it.
import type { ScopedRecords } from "../../store/store.ts";

/** How long a new load balancer stays in the state `provisioning`. */
export const PROVISIONING_MS = 200;

/** Ends the provisioning of a load balancer that is still there. */
export async function activateLoadBalancer(
  records: ScopedRecords,
  loadBalancerArn: string,
): Promise<void> {
  const found = await records.get("load-balancer", loadBalancerArn);
  if (found === undefined || found.loadBalancer.State?.Code !== "provisioning") return;
  records.put("load-balancer", loadBalancerArn, {
    ...found,
    loadBalancer: { ...found.loadBalancer, State: { Code: "active" } },
  });
}
