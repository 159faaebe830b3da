// DeleteRule: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteRule.html
import { OperationNotPermittedException } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OperationContext } from "../operation-context.ts";
import { requireListener, requireRule } from "./find-resource.ts";
import type { Input, Output } from "./operation-types.ts";
import { targetGroupsOfActions } from "./rule-actions.ts";
import { serviceError } from "./service-error.ts";
import { updateTargetGroupUse } from "./target-group-use.ts";

export async function deleteRule(
  input: Input<"DeleteRule">,
  { records }: OperationContext,
): Promise<Output<"DeleteRule">> {
  const { rule, listenerArn } = await requireRule(records, input.RuleArn);
  if (rule.IsDefault === true) {
    throw serviceError(
      OperationNotPermittedException,
      `Default rule '${input.RuleArn}' cannot be deleted`,
    );
  }
  const { listener } = await requireListener(records, listenerArn);
  records.delete("rule", input.RuleArn);
  await updateTargetGroupUse(
    records,
    listener.LoadBalancerArn ?? "",
    targetGroupsOfActions(rule.Actions ?? []),
  );
  return {};
}
