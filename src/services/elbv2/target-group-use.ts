// Which load balancer uses a target group. It follows from the listeners and rules, and is kept in the target
// group's record (LoadBalancerArns) so that it can be shown and compiled without searching for it.
import { TooManyUniqueTargetGroupsPerLoadBalancerException } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ScopedRecords } from "../../store/store.ts";
import { rulesOfLoadBalancer } from "./find-resource.ts";
import { TARGET_GROUPS_PER_LOAD_BALANCER_MAX } from "./quotas.ts";
import { targetGroupsOfActions } from "./rule-actions.ts";
import { sameSettings } from "./same-settings.ts";
import { serviceError } from "./service-error.ts";

/**
 * Brings LoadBalancerArns up to date for target groups that the load balancer may use now or has used until now.
 * Default rules hold the listeners' default actions, so the rules say it all.
 */
export async function updateTargetGroupUse(
  records: ScopedRecords,
  loadBalancerArn: string,
  targetGroupArns: readonly string[],
): Promise<void> {
  const used = new Set<string>();
  for (const { rule } of await rulesOfLoadBalancer(records, loadBalancerArn)) {
    for (const arn of targetGroupsOfActions(rule.Actions ?? [])) used.add(arn);
  }
  if (used.size > TARGET_GROUPS_PER_LOAD_BALANCER_MAX) {
    throw serviceError(
      TooManyUniqueTargetGroupsPerLoadBalancerException,
      "The maximum number of unique target groups per load balancer has been reached",
    );
  }
  for (const arn of new Set(targetGroupArns)) {
    const found = await records.get("target-group", arn);
    if (found === undefined) continue;
    const LoadBalancerArns = used.has(arn) ? [loadBalancerArn] : [];
    if (sameSettings(found.targetGroup.LoadBalancerArns, LoadBalancerArns)) continue;
    records.put("target-group", arn, {
      ...found,
      targetGroup: { ...found.targetGroup, LoadBalancerArns },
    });
  }
}
