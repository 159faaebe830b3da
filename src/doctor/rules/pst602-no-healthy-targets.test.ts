import type { TargetHealth } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import {
  ALB_TARGET_GROUP_ARN,
  httpApiOnAlb,
  restApiOnNlb,
  type MutableInventory,
} from "../inventory-fixtures.ts";
import { examineRule, first, foundBy, onlyFinding } from "../rule-fixtures.ts";

const REFUSED: TargetHealth = {
  State: "unhealthy",
  Reason: "Target.FailedHealthChecks",
  Description: "Health checks failed",
};

function withHealth(
  health: TargetHealth | null,
  inventory: MutableInventory = httpApiOnAlb(),
): MutableInventory {
  first(first(inventory.targetGroups).targets).health = health;
  return inventory;
}

test("PST602 gives the reason of every target", () => {
  const inventory = withHealth(REFUSED);
  first(inventory.targetGroups).targets.push({
    target: { Id: "10.0.0.11", Port: 80 },
    health: { State: "unhealthy", Reason: "Target.Timeout", Description: "Request timed out" },
  });
  const finding = onlyFinding(examineRule("PST602", inventory));
  expect([finding.severity, finding.resource.id]).toEqual(["error", ALB_TARGET_GROUP_ARN]);
  expect(finding.seen["targets"]).toEqual([
    "10.0.0.10:80 unhealthy (Target.FailedHealthChecks: Health checks failed)",
    "10.0.0.11:80 unhealthy (Target.Timeout: Request timed out)",
  ]);
  expect(finding.fixes).toHaveLength(2);
});

test("PST602 tells 503 of targets that get nothing from failing open", () => {
  const draining = withHealth({ State: "draining", Reason: "Target.DeregistrationInProgress" });
  expect(onlyFinding(examineRule("PST602", draining)).why).toContain("503");
  expect(onlyFinding(examineRule("PST602", withHealth(REFUSED))).why).toContain("fails open");
  const nlb = onlyFinding(examineRule("PST602", withHealth(REFUSED, restApiOnNlb())));
  expect(nlb.why).toContain("connects to the unhealthy ones");
});

test("PST602 is about targets that answer checks with an error of their own, PST603 about other codes", () => {
  const mismatch = (code: number): TargetHealth => ({
    State: "unhealthy",
    Reason: "Target.ResponseCodeMismatch",
    Description: `Health checks failed with these codes: [${code}]`,
  });
  expect(foundBy("PST602", withHealth(mismatch(502)))).toHaveLength(1);
  expect(foundBy("PST602", withHealth(mismatch(404)))).toEqual([]);
});

test("PST602 leaves targets that speak another protocol to PST109", () => {
  const inventory = withHealth(REFUSED);
  const probe = {
    targetGroupArn: ALB_TARGET_GROUP_ARN,
    target: "10.0.0.10:80",
    speaks: "tls" as const,
    detail: "",
  };
  expect(examineRule("PST602", inventory, { probes: [probe] }).findings).toEqual([]);
});

test("PST602 is silent where one target is healthy, checks are off, or nothing is known", () => {
  const one = withHealth(REFUSED);
  first(one.targetGroups).targets.push({
    target: { Id: "10.0.0.11", Port: 80 },
    health: { State: "healthy" },
  });
  expect(foundBy("PST602", one)).toEqual([]);
  const off = withHealth({ State: "unavailable", Reason: "Target.HealthCheckDisabled" });
  expect(foundBy("PST602", off)).toEqual([]);
  expect(examineRule("PST602", withHealth(null))).toMatchObject({ findings: [], undecided: [] });
});

test("PST602 cannot decide while first health checks are running", () => {
  const inventory = withHealth({ State: "initial", Reason: "Elb.InitialHealthChecking" });
  const { findings, undecided } = examineRule("PST602", inventory);
  expect([findings.length, undecided.map(({ resource }) => resource.id)]).toEqual([
    0,
    [ALB_TARGET_GROUP_ARN],
  ]);
});
