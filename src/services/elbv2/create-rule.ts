// CreateRule: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
import {
  InvalidConfigurationRequestException,
  PriorityInUseException,
  TooManyRulesException,
  type Rule,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ScopedRecords } from "../../store/store.ts";
import type { OperationContext } from "../operation-context.ts";
import {
  requireListener,
  requireLoadBalancer,
  rulesOf,
  rulesOfLoadBalancer,
} from "./find-resource.ts";
import { Constraints } from "../../protocol/constraints.ts";
import type { ListenerProtocol } from "./listener-protocol.ts";
import type { Input, Output } from "./operation-types.ts";
import { RULES_PER_LOAD_BALANCER_MAX } from "./quotas.ts";
import { newRuleArn } from "./resource-arn.ts";
import { withTags } from "./resource-tags.ts";
import { checkedActions, targetGroupsOfActions } from "./rule-actions.ts";
import { checkedConditions } from "./rule-conditions.ts";
import { refuseTransforms } from "./rule-transforms.ts";
import { serviceError } from "./service-error.ts";
import { updateTargetGroupUse } from "./target-group-use.ts";

const PRIORITY_BOUNDS = { min: 1, max: 50_000 };

export async function createRule(
  input: Input<"CreateRule">,
  { records, logger }: OperationContext,
): Promise<Output<"CreateRule">> {
  new Constraints().range("priority", input.Priority, PRIORITY_BOUNDS).throwIfViolated();
  const { listener } = await requireListener(records, input.ListenerArn);
  const { LoadBalancerArn: loadBalancerArn = "" } = listener;
  const { loadBalancer } = await requireLoadBalancer(records, loadBalancerArn);
  if (loadBalancer.Type === "network") {
    throw serviceError(
      InvalidConfigurationRequestException,
      "Postern does not support rules on listeners of Network Load Balancers yet",
    );
  }
  refuseTransforms(input.Transforms);
  const conditions = checkedConditions(input.Conditions);
  const actions = await checkedActions(input.Actions, {
    records,
    logger,
    loadBalancer,
    protocol: listener.Protocol as ListenerProtocol,
    port: listener.Port ?? 0,
    path: "actions",
  });
  const tags = withTags({}, input.Tags);
  await checkPriority(records, input.ListenerArn, input.Priority);
  await checkQuota(records, loadBalancerArn);
  const ruleArn = newRuleArn(input.ListenerArn);
  const rule: Rule = {
    RuleArn: ruleArn,
    Priority: String(input.Priority),
    Conditions: conditions,
    Actions: actions,
    IsDefault: false,
  };
  records.put("rule", ruleArn, { rule, listenerArn: input.ListenerArn, tags });
  await updateTargetGroupUse(records, loadBalancerArn, targetGroupsOfActions(actions));
  return { Rules: [rule] };
}

async function checkPriority(
  records: ScopedRecords,
  listenerArn: string,
  priority: number,
): Promise<void> {
  const rules = await rulesOf(records, listenerArn);
  if (!rules.some(({ rule }) => rule.Priority === String(priority))) return;
  throw serviceError(PriorityInUseException, `Priority '${priority}' is currently in use`);
}

async function checkQuota(records: ScopedRecords, loadBalancerArn: string): Promise<void> {
  const rules = await rulesOfLoadBalancer(records, loadBalancerArn);
  const count = rules.filter(({ rule }) => rule.IsDefault !== true).length;
  if (count < RULES_PER_LOAD_BALANCER_MAX) return;
  throw serviceError(
    TooManyRulesException,
    "The maximum number of rules per load balancer has been reached",
  );
}
