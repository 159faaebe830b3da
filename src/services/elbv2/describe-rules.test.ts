import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { describeRules } from "./describe-rules.ts";

test("describeRules() answers in order of priority, the default rule last, in pages", async () => {
  const bed = await LoadBalancingTestBed.create();
  const ListenerArn = await bed.listener(await bed.loadBalancer());
  for (const priority of [100, 9, 20]) await bed.rule(ListenerArn, priority);
  const first = await bed.run(describeRules, { ListenerArn, PageSize: 3 });
  expect(first.Rules?.map((rule) => rule.Priority)).toEqual(["9", "20", "100"]);
  const second = await bed.run(describeRules, { ListenerArn, Marker: first.NextMarker ?? "" });
  expect(second.Rules?.map((rule) => rule.Priority)).toEqual(["default"]);
});

test("describeRules() finds by ARN", async () => {
  const bed = await LoadBalancingTestBed.create();
  const RuleArn = await bed.rule(await bed.listener(await bed.loadBalancer()), 5);
  const answer = await bed.run(describeRules, { RuleArns: [RuleArn] });
  expect(answer.Rules?.map((rule) => rule.RuleArn)).toEqual([RuleArn]);
  expect((await bed.refusal(describeRules, { RuleArns: [`${RuleArn}0`] }))[0]).toBe(
    "RuleNotFoundException",
  );
});

test("describeRules() wants either of its filters", async () => {
  const bed = await LoadBalancingTestBed.create();
  expect(await bed.refusal(describeRules, {})).toEqual([
    "ValidationException",
    "You must specify either listener rule ARNs or a listener ARN",
  ]);
});
