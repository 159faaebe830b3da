import { expect, test } from "vitest";
import { LoadBalancingTestBed, forwardTo } from "../../../tests/support/load-balancing-test-bed.ts";
import { deleteRule } from "./delete-rule.ts";
import { describeRules } from "./describe-rules.ts";
import { describeTargetGroups } from "./describe-target-groups.ts";

test("deleteRule() deletes the rule and frees its target groups", async () => {
  const bed = await LoadBalancingTestBed.create();
  const ListenerArn = await bed.listener(await bed.loadBalancer());
  const Actions = [forwardTo(await bed.targetGroup())];
  const RuleArn = await bed.rule(ListenerArn, 1, { Actions });
  expect(await bed.run(deleteRule, { RuleArn })).toEqual({});
  const groups = await bed.run(describeTargetGroups, {});
  expect(groups.TargetGroups?.[0]?.LoadBalancerArns).toEqual([]);
  expect((await bed.refusal(deleteRule, { RuleArn }))[0]).toBe("RuleNotFoundException");
});

test("deleteRule() keeps the default rule", async () => {
  const bed = await LoadBalancingTestBed.create();
  const ListenerArn = await bed.listener(await bed.loadBalancer());
  const rules = await bed.run(describeRules, { ListenerArn });
  const RuleArn = rules.Rules?.[0]?.RuleArn ?? "";
  expect(await bed.refusal(deleteRule, { RuleArn })).toEqual([
    "OperationNotPermittedException",
    `Default rule '${RuleArn}' cannot be deleted`,
  ]);
});
