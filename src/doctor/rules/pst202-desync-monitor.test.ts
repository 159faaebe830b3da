import { expect, test } from "vitest";
import { metricOf } from "../balancer-evidence-fixtures.ts";
import {
  ALB_ARN,
  httpApiOnAlb,
  restApiOnNlb,
  type MutableInventory,
} from "../inventory-fixtures.ts";
import { examineRule, first, foundBy, onlyFinding } from "../rule-fixtures.ts";
import { unresolved } from "../unresolved.ts";

const MODE = "routing.http.desync_mitigation_mode";
const COUNT = "DesyncMitigationMode_NonCompliant_Request_Count";

function inMode(mode: string, inventory = httpApiOnAlb()): MutableInventory {
  first(inventory.loadBalancers).attributes[MODE] = mode;
  return inventory;
}

test("PST202 warns of monitor mode on the way of an API, and sets defensive", () => {
  const finding = onlyFinding(examineRule("PST202", inMode("monitor")));
  expect([finding.severity, finding.resource.id]).toEqual(["warning", ALB_ARN]);
  expect(finding.fixes[0]?.calls[0]?.input["Attributes"]).toEqual([
    { Key: MODE, Value: "defensive" },
  ]);
});

test("PST202 is silent on other modes and on Network Load Balancers", () => {
  expect(foundBy("PST202", inMode("defensive"))).toEqual([]);
  expect(foundBy("PST202", inMode("strictest"))).toEqual([]);
  expect(foundBy("PST202", inMode("monitor", restApiOnNlb()))).toEqual([]);
});

test("PST202 speaks of a load balancer that no API leads to only with a count", () => {
  const inventory = inMode("monitor");
  inventory.httpApis = [];
  expect(foundBy("PST202", inventory)).toEqual([]);
  const metrics = [metricOf(ALB_ARN, COUNT, 2)];
  expect(onlyFinding(examineRule("PST202", inventory, { metrics })).seen[COUNT]).toBe(2);
});

test("PST202 cannot decide on a mode that is not known", () => {
  const { findings, undecided } = examineRule("PST202", inMode(unresolved("Ref Mode")));
  expect([findings.length, undecided.length]).toEqual([0, 1]);
});
