import { expect, test } from "vitest";
import { LoadBalancingTestBed, forwardTo } from "../../../tests/support/load-balancing-test-bed.ts";
import { deleteListener } from "./delete-listener.ts";
import { describeTargetGroups } from "./describe-target-groups.ts";
import { registerTargets } from "./register-targets.ts";

test("deleteListener() takes its rules along and frees its target groups", async () => {
  const bed = await LoadBalancingTestBed.create();
  const targetGroupArn = await bed.targetGroup();
  const ListenerArn = await bed.listener(await bed.loadBalancer(), {
    DefaultActions: [forwardTo(targetGroupArn)],
  });
  await bed.rule(ListenerArn, 1);
  expect(await bed.run(deleteListener, { ListenerArn })).toEqual({});
  expect(await bed.records((records) => records.list("rule"))).toEqual([]);
  const groups = await bed.run(describeTargetGroups, {});
  expect(groups.TargetGroups?.[0]?.LoadBalancerArns).toEqual([]);
  expect(await bed.refusal(deleteListener, { ListenerArn })).toEqual([
    "ListenerNotFoundException",
    "One or more listeners not found",
  ]);
});

test("deleteListener() keeps one that a network load balancer sends to", async () => {
  const bed = await LoadBalancingTestBed.create();
  const loadBalancerArn = await bed.loadBalancer();
  const ListenerArn = await bed.listener(loadBalancerArn);
  const TargetGroupArn = await bed.targetGroup("albs", { Protocol: "TCP", TargetType: "alb" });
  await bed.run(registerTargets, { TargetGroupArn, Targets: [{ Id: loadBalancerArn }] });
  expect((await bed.refusal(deleteListener, { ListenerArn }))[0]).toBe("ResourceInUseException");
});
