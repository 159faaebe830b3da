import type { TargetHealth } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import type { ProbeEvidence } from "../evidence.ts";
import {
  ALB_TARGET_GROUP_ARN,
  httpApiOnAlb,
  type MutableInventory,
} from "../inventory-fixtures.ts";
import { examineRule, first, foundBy, onlyFinding } from "../rule-fixtures.ts";
import { unresolved } from "../unresolved.ts";

const FAILED: TargetHealth = { State: "unhealthy", Reason: "Target.FailedHealthChecks" };

function mismatched(code: number): TargetHealth {
  return {
    State: "unhealthy",
    Reason: "Target.ResponseCodeMismatch",
    Description: `Health checks failed with these codes: [${code}]`,
  };
}

function probe(speaks: ProbeEvidence["speaks"]): ProbeEvidence {
  return { targetGroupArn: ALB_TARGET_GROUP_ARN, target: "10.0.0.10:80", speaks, detail: "" };
}

function withHealth(health: TargetHealth | null): {
  readonly inventory: MutableInventory;
  readonly targetGroup: MutableInventory["targetGroups"][number]["targetGroup"];
} {
  const inventory = httpApiOnAlb();
  const item = first(inventory.targetGroups);
  first(item.targets).health = health;
  return { inventory, targetGroup: item.targetGroup };
}

test("PST603 takes the code that targets answer with into the matcher, and can take it back", () => {
  const { inventory } = withHealth(mismatched(301));
  const finding = onlyFinding(examineRule("PST603", inventory));
  expect([finding.severity, finding.resource.id]).toEqual(["warning", ALB_TARGET_GROUP_ARN]);
  expect(finding.why).toContain("do not follow redirects");
  expect(finding.fixes[0]?.calls).toEqual([
    {
      service: "elbv2",
      operation: "ModifyTargetGroup",
      input: { TargetGroupArn: ALB_TARGET_GROUP_ARN, Matcher: { HttpCode: "200,301" } },
      undo: {
        operation: "ModifyTargetGroup",
        input: { TargetGroupArn: ALB_TARGET_GROUP_ARN, Matcher: { HttpCode: "200" } },
      },
    },
  ]);
});

test("PST603 leaves a target's own error to PST602", () => {
  expect(foundBy("PST603", withHealth(mismatched(503)).inventory)).toEqual([]);
});

test("PST603 finds HTTPS checks of plain targets, in a template too", () => {
  for (const health of [FAILED, null]) {
    const { inventory, targetGroup } = withHealth(health);
    targetGroup.HealthCheckProtocol = "HTTPS";
    const finding = onlyFinding(examineRule("PST603", inventory));
    expect(finding.title).toContain("speak HTTPS to a port that speaks plain HTTP");
    expect(finding.fixes[0]?.calls[0]?.input).toMatchObject({ HealthCheckProtocol: "HTTP" });
  }
});

test("PST603 finds plain checks of targets that get TLS", () => {
  const { inventory, targetGroup } = withHealth(FAILED);
  targetGroup.Protocol = "HTTPS";
  const finding = onlyFinding(examineRule("PST603", inventory));
  expect(finding.fixes[0]?.calls[0]?.input).toMatchObject({ HealthCheckProtocol: "HTTPS" });
});

test("PST603 is silent where a check of another protocol passes on that very port", () => {
  const { inventory, targetGroup } = withHealth({ State: "healthy" });
  targetGroup.HealthCheckProtocol = "HTTPS";
  expect(foundBy("PST603", inventory)).toEqual([]);
});

test("PST603 finds checks that fail on another port than requests go to, unless the target is dead", () => {
  const { inventory, targetGroup } = withHealth(FAILED);
  targetGroup.HealthCheckPort = "8081";
  const finding = onlyFinding(examineRule("PST603", inventory, { probes: [probe("http")] }));
  expect(finding.fixes[0]?.calls[0]?.input).toMatchObject({ HealthCheckPort: "traffic-port" });
  expect(examineRule("PST603", inventory, { probes: [probe("refused")] }).findings).toEqual([]);
});

test("PST603 leaves targets that speak, or seem to speak, another protocol to PST109", () => {
  const { inventory } = withHealth(mismatched(400));
  expect(foundBy("PST603", inventory)).toEqual([]);
  const { inventory: failed } = withHealth(FAILED);
  expect(examineRule("PST603", failed, { probes: [probe("tls")] }).findings).toEqual([]);
});

test("PST603 is silent on checks that pass, and on those that are off", () => {
  expect(examineRule("PST603", httpApiOnAlb())).toMatchObject({ findings: [], undecided: [] });
  const { inventory, targetGroup } = withHealth(null);
  targetGroup.HealthCheckProtocol = "HTTPS";
  targetGroup.HealthCheckEnabled = false;
  expect(foundBy("PST603", inventory)).toEqual([]);
});

test("PST603 cannot decide where a protocol is not known", () => {
  const { inventory, targetGroup } = withHealth(null);
  Object.assign(targetGroup, { HealthCheckProtocol: unresolved("parameter Protocol") });
  const { findings, undecided } = examineRule("PST603", inventory);
  expect([findings.length, undecided.map(({ resource }) => resource.id)]).toEqual([
    0,
    [ALB_TARGET_GROUP_ARN],
  ]);
});
