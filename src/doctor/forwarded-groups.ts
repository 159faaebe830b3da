// The target groups that get requests from a listener, as the inventory has them.
import { forwardsOf } from "./forwarding.ts";
import type { Inventory, ListenerItem, TargetGroupItem } from "./inventory.ts";

/** Each once; those that are not in the inventory are left out. */
export function forwardedGroups(inventory: Inventory, item: ListenerItem): TargetGroupItem[] {
  const byArn = new Map(inventory.targetGroups.map((group) => [group.arn, group]));
  return forwardsOf(item).flatMap(({ targetGroupArn }) => byArn.get(targetGroupArn) ?? []);
}
