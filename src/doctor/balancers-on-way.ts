// The load balancers that a request of a way passes: the one that the integration leads to, and the Application Load
// Balancer that may stand behind a Network Load Balancer as its target.
import { forwardedGroups } from "./forwarded-groups.ts";
import type { Inventory, InventoryPart, LoadBalancerItem } from "./inventory.ts";
import type { RuleContext } from "./rule.ts";
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

/** What a rule reads that looks at Application Load Balancers with the ways that lead to them. */
export const ALB_INPUTS: readonly InventoryPart[] = [
  "httpApis",
  "restApis",
  "vpcLinks",
  "restVpcLinks",
  "loadBalancers",
  "listeners",
  "targetGroups",
];

/** An Application Load Balancer with the ways that lead to it, which may be none. */
export interface AlbOnWays {
  readonly item: LoadBalancerItem;
  readonly ways: readonly Way[];
}

/** Every Application Load Balancer, in the order of the inventory. */
export function albsOnWays({
  inventory,
  ways,
}: Pick<RuleContext, "inventory" | "ways">): AlbOnWays[] {
  const found = new Map<LoadBalancerItem, Way[]>();
  for (const item of inventory.loadBalancers) {
    if (item.loadBalancer.Type === "application") found.set(item, []);
  }
  for (const way of ways) {
    for (const item of balancersOnWay(inventory, way)) found.get(item)?.push(way);
  }
  return [...found].map(([item, waysOf]) => ({ item, ways: waysOf }));
}
