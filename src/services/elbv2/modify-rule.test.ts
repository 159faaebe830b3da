import { expect, test } from "vitest";
import { LoadBalancingTestBed, forwardTo } from "../../../tests/support/load-balancing-test-bed.ts";
import { describeRules } from "./describe-rules.ts";
import { describeTargetGroups } from "./describe-target-groups.ts";
import { modifyRule } from "./modify-rule.ts";

test("modifyRule() replaces conditions or actions and keeps the rest", async () => {
  const bed = await LoadBalancingTestBed.create();
  const loadBalancerArn = await bed.loadBalancer();
  const RuleArn = await bed.rule(await bed.listener(loadBalancerArn), 7);
  const targetGroupArn = await bed.targetGroup();
  const conditions = await bed.run(modifyRule, {
    RuleArn,
    Conditions: [{ Field: "host-header", Values: ["a.example"] }],
  });
  expect(conditions.Rules?.[0]).toMatchObject({
    Priority: "7",
    Conditions: [{ Field: "host-header" }],
    Actions: [{ Type: "fixed-response" }],
  });
  const actions = await bed.run(modifyRule, { RuleArn, Actions: [forwardTo(targetGroupArn)] });
  expect(actions.Rules?.[0]).toMatchObject({
    Conditions: [{ Field: "host-header" }],
    Actions: [{ Type: "forward" }],
  });
  const groups = await bed.run(describeTargetGroups, {});
  expect(groups.TargetGroups?.[0]?.LoadBalancerArns).toEqual([loadBalancerArn]);
});

test("modifyRule() refuses nothing to modify, the default rule, transforms and what is not there", async () => {
  const bed = await LoadBalancingTestBed.create();
  const ListenerArn = await bed.listener(await bed.loadBalancer());
  const RuleArn = await bed.rule(ListenerArn, 7);
  expect(await bed.refusal(modifyRule, { RuleArn })).toEqual([
    "ValidationException",
    "Either conditions or actions must be specified",
  ]);
  const rules = await bed.run(describeRules, { ListenerArn });
  const defaultArn = rules.Rules?.at(-1)?.RuleArn ?? "";
  expect((await bed.refusal(modifyRule, { RuleArn: defaultArn }))[0]).toBe(
    "OperationNotPermittedException",
  );
  const transform = { RuleArn, Transforms: [{ Type: "host-header-rewrite" as const }] };
  expect((await bed.refusal(modifyRule, transform))[0]).toBe(
    "InvalidConfigurationRequestException",
  );
  expect(await bed.refusal(modifyRule, { RuleArn: `${RuleArn}0` })).toEqual([
    "RuleNotFoundException",
    "One or more rules not found",
  ]);
});
