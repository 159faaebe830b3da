import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { modifyTargetGroup } from "./modify-target-group.ts";

test("modifyTargetGroup() changes what is given and keeps the rest", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await bed.targetGroup("t", { HealthCheckPath: "/health" });
  const answer = await bed.run(modifyTargetGroup, {
    TargetGroupArn,
    HealthCheckIntervalSeconds: 10,
    Matcher: { HttpCode: "204" },
  });
  expect(answer.TargetGroups?.[0]).toMatchObject({
    TargetGroupArn,
    HealthCheckPath: "/health",
    HealthCheckIntervalSeconds: 10,
    HealthCheckTimeoutSeconds: 5,
    Matcher: { HttpCode: "204" },
  });
});

test("modifyTargetGroup() drops path and matcher when the check becomes a TCP one", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await bed.targetGroup("t", {
    Protocol: "TCP",
    HealthCheckProtocol: "HTTP",
  });
  const answer = await bed.run(modifyTargetGroup, { TargetGroupArn, HealthCheckProtocol: "TCP" });
  expect(answer.TargetGroups?.[0]).not.toHaveProperty("HealthCheckPath");
  expect(answer.TargetGroups?.[0]).not.toHaveProperty("Matcher");
});

test("modifyTargetGroup() refuses what does not fit, and a group that is not there", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await bed.targetGroup();
  expect(
    await bed.refusal(modifyTargetGroup, { TargetGroupArn, HealthCheckIntervalSeconds: 5 }),
  ).toEqual([
    "ValidationException",
    "Health check timeout '5' must be smaller than the interval '5'",
  ]);
  expect(await bed.refusal(modifyTargetGroup, { TargetGroupArn: `${TargetGroupArn}0` })).toEqual([
    "TargetGroupNotFoundException",
    "One or more target groups not found",
  ]);
});
