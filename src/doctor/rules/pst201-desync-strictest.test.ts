import { expect, test } from "vitest";
import { blockedGet, metricOf } from "../balancer-evidence-fixtures.ts";
import {
  ALB_ARN,
  httpApiOnAlb,
  NLB_ARN,
  restApiOnNlb,
  type MutableInventory,
} from "../inventory-fixtures.ts";
import { examineRule, first, foundBy, httpApiWith, onlyFinding } from "../rule-fixtures.ts";
import { unresolved } from "../unresolved.ts";

const MODE = "routing.http.desync_mitigation_mode";
const COUNT = "DesyncMitigationMode_NonCompliant_Request_Count";

function strictest(inventory: MutableInventory): MutableInventory {
  for (const { attributes } of inventory.loadBalancers) attributes[MODE] = "strictest";
  return inventory;
}

function withRoute(RouteKey: string): MutableInventory {
  const inventory = strictest(httpApiOnAlb());
  const [api] = inventory.httpApis;
  const deployed = api?.stages[0]?.deployed;
  if (api === undefined || deployed === null || typeof deployed !== "object") return inventory;
  for (const route of [...api.routes, ...deployed.routes]) route.RouteKey = RouteKey;
  return inventory;
}

test("PST201 is an error on the way of an HTTP API, without any count", () => {
  const finding = onlyFinding(examineRule("PST201", strictest(httpApiOnAlb())));
  expect([finding.severity, finding.resource.id]).toEqual(["error", ALB_ARN]);
  expect(finding.why).toContain("Content-Length: 0");
});

test("PST201 sets the mode to defensive, by call and on the console", () => {
  const [fix] = onlyFinding(examineRule("PST201", strictest(httpApiOnAlb()))).fixes;
  const input = (Value: string) => ({
    LoadBalancerArn: ALB_ARN,
    Attributes: [{ Key: MODE, Value }],
  });
  expect(fix?.calls).toEqual([
    {
      service: "elbv2",
      operation: "ModifyLoadBalancerAttributes",
      input: input("defensive"),
      undo: { operation: "ModifyLoadBalancerAttributes", input: input("strictest") },
    },
  ]);
  expect(fix?.console.join(" → ")).toBe(
    "EC2 → Load Balancers → Actions → Edit load balancer attributes → Packet handling → " +
      "Desync mitigation mode → Defensive → Save changes",
  );
});

test("PST201 shows the count and which recent requests were blocked, and why", () => {
  const metrics = [metricOf(ALB_ARN, COUNT, 3), metricOf(ALB_ARN, COUNT, 4)];
  const evidence = { metrics, ...blockedGet(ALB_ARN) };
  const { seen } = onlyFinding(examineRule("PST201", strictest(httpApiOnAlb()), evidence));
  expect(seen[COUNT]).toBe(7);
  expect(seen["recent requests it blocked"]).toEqual([
    "GET /pets: Acceptable (GetHeadZeroContentLength)",
  ]);
});

test.for([
  ["GET /pets", "error"],
  ["ANY /{proxy+}", "error"],
  ["POST /pets", "warning"],
] as const)("PST201 on the way of %s is of severity %s", ([route, severity]) => {
  expect(foundBy("PST201", withRoute(route))).toEqual([`${severity} ${ALB_ARN}`]);
});

test("PST201 asks for the method that the integration sends", () => {
  const inventory = httpApiWith((integration) => {
    integration.IntegrationMethod = "POST";
  });
  expect(foundBy("PST201", strictest(inventory))).toEqual([`warning ${ALB_ARN}`]);
  expect(foundBy("PST201", strictest(inventory), blockedGet(ALB_ARN))).toEqual([
    `error ${ALB_ARN}`,
  ]);
});

test("PST201 speaks of a load balancer that no API leads to only with evidence", () => {
  const inventory = strictest(httpApiOnAlb());
  inventory.httpApis = [];
  expect(foundBy("PST201", inventory)).toEqual([]);
  expect(foundBy("PST201", inventory, blockedGet(ALB_ARN))).toEqual([`warning ${ALB_ARN}`]);
  expect(foundBy("PST201", inventory, { metrics: [metricOf(ALB_ARN, COUNT, 1)] })).toEqual([
    `warning ${ALB_ARN}`,
  ]);
});

test("PST201 never speaks of a Network Load Balancer, and finds the one behind it", () => {
  const inventory = strictest(restApiOnNlb());
  expect(foundBy("PST201", inventory, { metrics: [metricOf(NLB_ARN, COUNT, 1)] })).toEqual([]);
  inventory.loadBalancers.push(...strictest(httpApiOnAlb()).loadBalancers);
  expect(foundBy("PST201", inventory)).toEqual([]);
  const group = first(inventory.targetGroups);
  group.targetGroup.TargetType = "alb";
  group.targets = [{ target: { Id: ALB_ARN, Port: 80 }, health: null }];
  expect(foundBy("PST201", inventory)).toEqual([`warning ${ALB_ARN}`]);
});

test("PST201 is silent on other modes and undecided on one that is not known", () => {
  expect(foundBy("PST201", httpApiOnAlb(), blockedGet(ALB_ARN))).toEqual([]);
  const inventory = httpApiOnAlb();
  first(inventory.loadBalancers).attributes = {};
  expect(foundBy("PST201", inventory)).toEqual([]);
  first(inventory.loadBalancers).attributes[MODE] = unresolved("Ref Mode");
  const { findings, undecided } = examineRule("PST201", inventory);
  expect([findings.length, undecided.length]).toEqual([0, 1]);
});
