import { expect, test } from "vitest";
import { LoadBalancingTestBed, forwardTo } from "../../../tests/support/load-balancing-test-bed.ts";
import { deregisterTargets } from "./deregister-targets.ts";
import { describeTargetHealth } from "./describe-target-health.ts";
import { registerTargets } from "./register-targets.ts";

const TARGET = { Id: "127.0.0.1", Port: 9001 };

async function registered(isUsed: boolean) {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await bed.targetGroup();
  if (isUsed) {
    await bed.listener(await bed.loadBalancer(), { DefaultActions: [forwardTo(TargetGroupArn)] });
  }
  await bed.run(registerTargets, { TargetGroupArn, Targets: [TARGET] });
  const health = async () => {
    const answer = await bed.run(describeTargetHealth, { TargetGroupArn });
    return answer.TargetHealthDescriptions?.[0];
  };
  return { bed, TargetGroupArn, health };
}

test("describeTargetHealth() says that a group without a load balancer is not in use", async () => {
  const { health } = await registered(false);
  expect(await health()).toEqual({
    Target: TARGET,
    HealthCheckPort: "9001",
    TargetHealth: {
      State: "unused",
      Reason: "Target.NotInUse",
      Description: "Target group is not configured to receive traffic from the load balancer",
    },
  });
});

test("describeTargetHealth() says what the health board knows, and initial before it knows", async () => {
  const { bed, TargetGroupArn, health } = await registered(true);
  expect((await health())?.TargetHealth).toEqual({
    State: "initial",
    Reason: "Elb.RegistrationInProgress",
    Description: "Target registration is in progress",
  });
  const state = { reason: "", description: "", sinceMs: 0 };
  bed.health.set(TargetGroupArn, "127.0.0.1:9001", { ...state, state: "healthy" });
  expect((await health())?.TargetHealth).toEqual({ State: "healthy" });
  bed.health.set(TargetGroupArn, "127.0.0.1:9001", {
    ...state,
    state: "unhealthy",
    reason: "Target.Timeout",
    description: "Request timed out",
  });
  expect((await health())?.TargetHealth).toEqual({
    State: "unhealthy",
    Reason: "Target.Timeout",
    Description: "Request timed out",
  });
});

test("describeTargetHealth() shows draining targets, and names those that are not registered", async () => {
  const { bed, TargetGroupArn, health } = await registered(true);
  await bed.run(deregisterTargets, { TargetGroupArn, Targets: [TARGET] });
  expect((await health())?.TargetHealth).toMatchObject({
    State: "draining",
    Reason: "Target.DeregistrationInProgress",
  });
  const answer = await bed.run(describeTargetHealth, {
    TargetGroupArn,
    Targets: [{ Id: "127.0.0.2" }],
    Include: ["All"],
  });
  expect(answer.TargetHealthDescriptions).toEqual([
    {
      Target: { Id: "127.0.0.2", Port: 80 },
      TargetHealth: {
        State: "unused",
        Reason: "Target.NotRegistered",
        Description: "Target is not registered to the target group",
      },
    },
  ]);
});

test("describeTargetHealth() shows the health check's own port", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await bed.targetGroup("t", { HealthCheckPort: "8080" });
  await bed.run(registerTargets, { TargetGroupArn, Targets: [TARGET] });
  const answer = await bed.run(describeTargetHealth, { TargetGroupArn });
  expect(answer.TargetHealthDescriptions?.[0]?.HealthCheckPort).toBe("8080");
  expect(
    (await bed.refusal(describeTargetHealth, { TargetGroupArn, Include: ["X" as "All"] }))[1],
  ).toContain("at 'include.1.member'");
});
