// ModifyRule: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyRule.html
import {
  OperationNotPermittedException,
  type Rule,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OperationContext } from "../operation-context.ts";
import { requireListener, requireLoadBalancer, requireRule } from "./find-resource.ts";
import type { ListenerProtocol } from "./listener-protocol.ts";
import type { Input, Output } from "./operation-types.ts";
import { checkedActions, targetGroupsOfActions } from "./rule-actions.ts";
import { checkedConditions } from "./rule-conditions.ts";
import { refuseTransforms } from "./rule-transforms.ts";
import { validationError } from "../../protocol/constraints.ts";
import { serviceError } from "./service-error.ts";
import { updateTargetGroupUse } from "./target-group-use.ts";

/** Conditions or actions that are given replace all of the rule's; the others stay. */
export async function modifyRule(
  input: Input<"ModifyRule">,
  { records, logger }: OperationContext,
): Promise<Output<"ModifyRule">> {
  const found = await requireRule(records, input.RuleArn);
  if (found.rule.IsDefault === true) {
    throw serviceError(
      OperationNotPermittedException,
      `Default rule '${input.RuleArn}' cannot be modified`,
    );
  }
  refuseTransforms(input.Transforms);
  const { Conditions: conditions = [], Actions: actions = [] } = input;
  const resetsTransforms = input.ResetTransforms === true;
  if (conditions.length === 0 && actions.length === 0 && !resetsTransforms) {
    throw validationError("Either conditions or actions must be specified");
  }
  const { listener } = await requireListener(records, found.listenerArn);
  const { LoadBalancerArn: loadBalancerArn = "" } = listener;
  const { loadBalancer } = await requireLoadBalancer(records, loadBalancerArn);
  const rule: Rule = {
    ...found.rule,
    ...(conditions.length > 0 && { Conditions: checkedConditions(conditions) }),
    ...(actions.length > 0 && {
      Actions: await checkedActions(actions, {
        records,
        logger,
        loadBalancer,
        protocol: listener.Protocol as ListenerProtocol,
        port: listener.Port ?? 0,
        path: "actions",
      }),
    }),
  };
  records.put("rule", input.RuleArn, { ...found, rule });
  await updateTargetGroupUse(records, loadBalancerArn, [
    ...targetGroupsOfActions(found.rule.Actions ?? []),
    ...targetGroupsOfActions(rule.Actions ?? []),
  ]);
  return { Rules: [rule] };
}
