// Takes listeners and rules away with all that belongs to them: a load balancer's deletion takes its listeners, a
// listener's its rules. Target groups stay and are free for another load balancer.
import type { ScopedRecords } from "../../store/store.ts";
import { rulesOf } from "./find-resource.ts";
import { targetGroupsOfActions } from "./rule-actions.ts";

/** Deletes the listener and its rules; gives back the target groups that they used. */
export async function removeListener(
  records: ScopedRecords,
  listenerArn: string,
): Promise<string[]> {
  const released: string[] = [];
  for (const { rule } of await rulesOf(records, listenerArn)) {
    released.push(...targetGroupsOfActions(rule.Actions ?? []));
    records.delete("rule", rule.RuleArn ?? "");
  }
  records.delete("listener", listenerArn);
  // The local address was kept for as long as the listener was there.
  if ((await records.get("listener-address", listenerArn)) !== undefined) {
    records.delete("listener-address", listenerArn);
  }
  return released;
}
