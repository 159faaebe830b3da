import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { describeRules } from "./describe-rules.ts";
import { setRulePriorities } from "./set-rule-priorities.ts";

test("setRulePriorities() lets two rules change places", async () => {
  const bed = await LoadBalancingTestBed.create();
  const ListenerArn = await bed.listener(await bed.loadBalancer());
  const [one, two] = [await bed.rule(ListenerArn, 1), await bed.rule(ListenerArn, 2)];
  const answer = await bed.run(setRulePriorities, {
    RulePriorities: [
      { RuleArn: one, Priority: 2 },
      { RuleArn: two, Priority: 1 },
    ],
  });
  expect(answer.Rules?.map((rule) => rule.Priority)).toEqual(["2", "1"]);
  const rules = await bed.run(describeRules, { ListenerArn });
  expect(rules.Rules?.map((rule) => rule.RuleArn).slice(0, 2)).toEqual([two, one]);
});

test("setRulePriorities() refuses clashes and changes nothing then", async () => {
  const bed = await LoadBalancingTestBed.create();
  const ListenerArn = await bed.listener(await bed.loadBalancer());
  const [one, two] = [await bed.rule(ListenerArn, 1), await bed.rule(ListenerArn, 2)];
  const before = await bed.run(describeRules, { ListenerArn });
  const refusal = (...RulePriorities: { RuleArn?: string; Priority?: number }[]) =>
    bed.refusal(setRulePriorities, { RulePriorities });
  expect(await refusal({ RuleArn: one, Priority: 2 })).toEqual([
    "PriorityInUseException",
    "Priority '2' is currently in use",
  ]);
  expect(await refusal({ RuleArn: one, Priority: 5 }, { RuleArn: two, Priority: 5 })).toEqual([
    "ValidationException",
    "Priority '5' was provided multiple times",
  ]);
  expect(
    (await refusal({ RuleArn: one, Priority: 5 }, { RuleArn: one, Priority: 6 }))[1],
  ).toContain("was provided multiple times");
  expect((await refusal({ RuleArn: one, Priority: 50_001 }))[1]).toContain(
    "'rulePriorities.1.member.priority'",
  );
  expect((await refusal({ RuleArn: one }))[0]).toBe("ValidationException");
  expect((await refusal())[0]).toBe("ValidationException");
  const defaultArn = before.Rules?.at(-1)?.RuleArn ?? "";
  expect((await refusal({ RuleArn: defaultArn, Priority: 9 }))[0]).toBe(
    "OperationNotPermittedException",
  );
  expect(await bed.run(describeRules, { ListenerArn })).toEqual(before);
});
