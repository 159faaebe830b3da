// The load balancers that a request of a way passes: the one that the integration leads to, and the Application Load
// Balancer that may stand behind a Network Load Balancer as its target.
import { forwardedGroups } from "./forwarded-groups.ts";
import type { Inventory, LoadBalancerItem } from "./inventory.ts";
import { reachesListener, type Way } from "./ways.ts";

/** In the order in which they are passed. */
export function balancersOnWay(inventory: Inventory, way: Way): LoadBalancerItem[] {
  if (!reachesListener(way)) return [];
  const found = [way.loadBalancer];
  if (way.loadBalancer.loadBalancer.Type !== "network") return found;
  for (const { targetGroup, targets } of forwardedGroups(inventory, way.listener)) {
    if (targetGroup.TargetType !== "alb") continue;
    for (const { target } of targets) {
      const item = inventory.loadBalancers.find(({ arn }) => arn === target.Id);
      if (item !== undefined && !found.includes(item)) found.push(item);
    }
  }
  return found;
}

/** The Application Load Balancers that ways lead to, with those ways. */
export function albsOnWays(
  inventory: Inventory,
  ways: readonly Way[],
): Map<LoadBalancerItem, readonly Way[]> {
  const found = new Map<LoadBalancerItem, Way[]>();
  for (const way of ways) {
    for (const item of balancersOnWay(inventory, way)) {
      if (item.loadBalancer.Type !== "application") continue;
      const known = found.get(item);
      if (known === undefined) found.set(item, [way]);
      else known.push(way);
    }
  }
  return found;
}
