// How a listener comes to its target groups: by its default rule, which answers whatever no other rule takes, or only
// under conditions; and with which weight. A group of weight zero gets nothing.
import type { Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Inventory, ListenerItem, TargetGroupItem } from "./inventory.ts";
import type { RuleContext } from "./rule.ts";
import { reachesListener, type PrivateWay } from "./ways.ts";

export interface Forward {
  readonly targetGroupArn: string;
  readonly isDefault: boolean;
}

/** Every target group that gets requests, each once; by default where both are so. */
export function forwardsOf({ listener, rules }: ListenerItem): Forward[] {
  const found = new Map<string, boolean>();
  const add = (actions: readonly Action[], isDefault: boolean): void => {
    for (const arn of actions.flatMap(weightedGroups)) {
      found.set(arn, isDefault || (found.get(arn) ?? false));
    }
  };
  add(listener.DefaultActions ?? [], true);
  for (const rule of rules) add(rule.Actions ?? [], rule.IsDefault === true);
  return [...found].map(([targetGroupArn, isDefault]) => ({ targetGroupArn, isDefault }));
}

/** Every group that an action names, whatever its weight. */
export function groupsNamedBy({ TargetGroupArn, ForwardConfig }: Action): string[] {
  const listed = (ForwardConfig?.TargetGroups ?? []).flatMap((group) => group.TargetGroupArn ?? []);
  return TargetGroupArn === undefined ? listed : [TargetGroupArn, ...listed];
}

function weightedGroups(action: Action): string[] {
  if (action.Type !== "forward") return [];
  const weighted = action.ForwardConfig?.TargetGroups ?? [];
  if (weighted.length === 0) return groupsNamedBy(action);
  return weighted.flatMap(({ TargetGroupArn, Weight }) =>
    TargetGroupArn === undefined || Weight === 0 ? [] : TargetGroupArn,
  );
}

/** A target group with the ways that may lead to it. */
export interface UsedGroup {
  readonly item: TargetGroupItem;
  /** The first way to it. */
  readonly way: PrivateWay;
  /** Whether some listener's default rule leads to it. */
  readonly isDefault: boolean;
  readonly routes: readonly string[];
}

/** The target groups behind the ways of an examination, in the order in which ways come to them. */
export function usedGroups(context: RuleContext): UsedGroup[] {
  const items = new Map(context.inventory.targetGroups.map((item) => [item.arn, item]));
  const used = new Map<string, UsedGroup>();
  for (const way of context.ways) {
    if (!reachesListener(way)) continue;
    for (const { targetGroupArn, isDefault } of forwardsOf(way.listener)) {
      const item = items.get(targetGroupArn);
      if (item === undefined) continue;
      const before = used.get(targetGroupArn);
      used.set(targetGroupArn, {
        item,
        way: before?.way ?? way,
        isDefault: isDefault || (before?.isDefault ?? false),
        routes: [...new Set([...(before?.routes ?? []), ...way.routeKeys])],
      });
    }
  }
  return [...used.values()];
}

/** ARNs of all target groups that some listener of the inventory names. */
export function namedGroups(inventory: Inventory): Set<string> {
  return new Set(
    inventory.listeners.flatMap(({ listener, rules }) =>
      [...(listener.DefaultActions ?? []), ...rules.flatMap((rule) => rule.Actions ?? [])].flatMap(
        groupsNamedBy,
      ),
    ),
  );
}
