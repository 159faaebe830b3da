import { expect, test } from "vitest";
import {
  LoadBalancingTestBed,
  NOT_FOUND,
  forwardTo,
} from "../../../tests/support/load-balancing-test-bed.ts";
import { createRule } from "./create-rule.ts";
import { describeTargetGroups } from "./describe-target-groups.ts";

const PATH = { Field: "path-pattern", Values: ["/a"] };

test("createRule() answers the rule with its priority as text, and marks target groups used", async () => {
  const bed = await LoadBalancingTestBed.create();
  const loadBalancerArn = await bed.loadBalancer();
  const ListenerArn = await bed.listener(loadBalancerArn);
  const targetGroupArn = await bed.targetGroup();
  const answer = await bed.run(createRule, {
    ListenerArn,
    Priority: 10,
    Conditions: [PATH],
    Actions: [forwardTo(targetGroupArn)],
  });
  expect(answer.Rules?.[0]).toMatchObject({
    RuleArn: expect.stringContaining(
      `${ListenerArn.replace(":listener/", ":listener-rule/")}/`,
    ) as string,
    Priority: "10",
    IsDefault: false,
    Conditions: [{ ...PATH, PathPatternConfig: { Values: ["/a"] } }],
  });
  const groups = await bed.run(describeTargetGroups, {});
  expect(groups.TargetGroups?.[0]?.LoadBalancerArns).toEqual([loadBalancerArn]);
});

test("createRule() refuses a priority in use", async () => {
  const bed = await LoadBalancingTestBed.create();
  const ListenerArn = await bed.listener(await bed.loadBalancer());
  await bed.rule(ListenerArn, 100);
  const input = { ListenerArn, Priority: 100, Conditions: [PATH], Actions: [NOT_FOUND] };
  expect(await bed.refusal(createRule, input)).toEqual([
    "PriorityInUseException",
    "Priority '100' is currently in use",
  ]);
});

test.for<[object, string, RegExp]>([
  [{ Priority: 0 }, "ValidationException", /'0' at 'priority' .* greater than or equal to 1$/],
  [{ Priority: 50_001 }, "ValidationException", /less than or equal to 50000$/],
  [{ Conditions: [] }, "ValidationException", /^A condition must be specified$/],
  [{ Actions: [] }, "ValidationException", /^An action must be specified$/],
  [
    { Actions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "999" } }] },
    "ValidationException",
    /at 'actions\.1\.member\.fixedResponseConfig\.statusCode'/,
  ],
  [
    { Transforms: [{ Type: "url-rewrite" }] },
    "InvalidConfigurationRequestException",
    /does not support rule transforms yet/,
  ],
])("createRule() refuses %j", async ([settings, name, message]) => {
  const bed = await LoadBalancingTestBed.create();
  const ListenerArn = await bed.listener(await bed.loadBalancer());
  const refusal = await bed.refusal(createRule, {
    ListenerArn,
    Priority: 1,
    Conditions: [PATH],
    Actions: [NOT_FOUND],
    ...settings,
  });
  expect(refusal).toEqual([name, expect.stringMatching(message)]);
});

test("createRule() says that network load balancers have no rules yet", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await bed.targetGroup("t", { Protocol: "TCP" });
  const ListenerArn = await bed.listener(await bed.loadBalancer("flow", { Type: "network" }), {
    Protocol: "TCP",
    DefaultActions: [forwardTo(TargetGroupArn)],
  });
  const input = { ListenerArn, Priority: 1, Conditions: [PATH], Actions: [NOT_FOUND] };
  expect(await bed.refusal(createRule, input)).toEqual([
    "InvalidConfigurationRequestException",
    "Postern does not support rules on listeners of Network Load Balancers yet",
  ]);
});

test("createRule() stops at 100 per load balancer, default rules aside", async () => {
  const bed = await LoadBalancingTestBed.create();
  const loadBalancerArn = await bed.loadBalancer();
  const one = await bed.listener(loadBalancerArn, { Port: 80 });
  const ListenerArn = await bed.listener(loadBalancerArn, { Port: 81 });
  for (let priority = 1; priority <= 50; priority++) {
    await bed.rule(one, priority);
    await bed.rule(ListenerArn, priority);
  }
  const input = { ListenerArn, Priority: 51, Conditions: [PATH], Actions: [NOT_FOUND] };
  expect((await bed.refusal(createRule, input))[0]).toBe("TooManyRulesException");
});

test("createRule() stops at 100 target groups per load balancer", async () => {
  const bed = await LoadBalancingTestBed.create();
  const ListenerArn = await bed.listener(await bed.loadBalancer());
  for (let priority = 1; priority <= 20; priority++) {
    const TargetGroups = [];
    for (let n = 0; n < 5; n++) {
      TargetGroups.push({ TargetGroupArn: await bed.targetGroup(`t-${priority}-${n}`) });
    }
    await bed.rule(ListenerArn, priority, {
      Actions: [{ Type: "forward", ForwardConfig: { TargetGroups } }],
    });
  }
  const Actions = [forwardTo(await bed.targetGroup("one-more"))];
  const input = { ListenerArn, Priority: 21, Conditions: [PATH], Actions };
  expect((await bed.refusal(createRule, input))[0]).toBe(
    "TooManyUniqueTargetGroupsPerLoadBalancerException",
  );
});
