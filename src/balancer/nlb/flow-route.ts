// Where a flow goes: the first rule whose conditions hold, then one of its target groups by weight. Built once per
// snapshot. Network Load Balancers know one condition, the source address, and one action, forward
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html).
import { cidrCovers } from "../../store/security-groups.ts";
import type {
  ListenerSnapshot,
  RuleSnapshot,
  WeightedTargetGroupSnapshot,
} from "../../store/snapshots.ts";

/** The target groups that take part: those whose weight isn't 0. */
interface FlowRule {
  readonly sourceCidrs: readonly string[] | null;
  readonly targetGroups: readonly WeightedTargetGroupSnapshot[];
  readonly totalWeight: number;
}

/** Routes the flows of one listener. */
export class FlowRoute {
  readonly #rules: readonly FlowRule[];

  constructor(snapshot: ListenerSnapshot) {
    this.#rules = snapshot.rules.map(flowRule);
  }

  /** The ARN of the flow's target group; "" when nothing has any weight. */
  targetGroupFor(sourceAddress: string, flowHash: number): string {
    for (const rule of this.#rules) {
      const { sourceCidrs } = rule;
      if (sourceCidrs !== null && !sourceCidrs.some((cidr) => cidrCovers(cidr, sourceAddress))) {
        continue;
      }
      return pick(rule, flowHash);
    }
    return "";
  }
}

function flowRule(rule: RuleSnapshot): FlowRule {
  const forward = rule.actions.find((action) => action.type === "forward");
  const targetGroups = (forward?.targetGroups ?? []).filter(({ weight }) => weight > 0);
  const sourceIp = rule.conditions.find(({ field }) => field === "source-ip");
  return {
    sourceCidrs: rule.isDefault ? null : (sourceIp?.values ?? []),
    targetGroups,
    totalWeight: targetGroups.reduce((sum, { weight }) => sum + weight, 0),
  };
}

function pick(rule: FlowRule, flowHash: number): string {
  let point = flowHash % Math.max(1, rule.totalWeight);
  for (const { targetGroupArn, weight } of rule.targetGroups) {
    if (point < weight) return targetGroupArn;
    point -= weight;
  }
  return "";
}
