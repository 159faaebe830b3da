import { expect, test } from "vitest";
import { LoadBalancingTestBed, forwardTo } from "../../../tests/support/load-balancing-test-bed.ts";
import { deleteTargetGroup } from "./delete-target-group.ts";
import { registerTargets } from "./register-targets.ts";

test("deleteTargetGroup() takes the registrations along, and succeeds for one that is gone", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await bed.targetGroup();
  await bed.run(registerTargets, { TargetGroupArn, Targets: [{ Id: "127.0.0.1" }] });
  expect(await bed.run(deleteTargetGroup, { TargetGroupArn })).toEqual({});
  expect(await bed.records((records) => records.list("target"))).toEqual([]);
  expect(await bed.run(deleteTargetGroup, { TargetGroupArn })).toEqual({});
});

test("deleteTargetGroup() keeps one that is in use", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await bed.targetGroup();
  const ListenerArn = await bed.listener(await bed.loadBalancer());
  await bed.rule(ListenerArn, 1, { Actions: [forwardTo(TargetGroupArn)] });
  expect(await bed.refusal(deleteTargetGroup, { TargetGroupArn })).toEqual([
    "ResourceInUseException",
    `Target group '${TargetGroupArn}' is currently in use by a listener or a rule`,
  ]);
  expect(await bed.refusal(deleteTargetGroup, { TargetGroupArn: "x" })).toEqual([
    "ValidationException",
    "'x' is not a valid target group ARN",
  ]);
});
