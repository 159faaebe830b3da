import { expect, test } from "vitest";
import { journeyThrough, metricOf } from "../balancer-evidence-fixtures.ts";
import { ALB_ARN, type MutableInventory } from "../inventory-fixtures.ts";
import { examineRule, first, foundBy, httpApiWith, onlyFinding } from "../rule-fixtures.ts";
import { unresolved } from "../unresolved.ts";

const DROP = "routing.http.drop_invalid_header_fields.enabled";
const COUNT = "DroppedInvalidHeaderRequestCount";

function mapping(key: string, drops = "true"): MutableInventory {
  const inventory = httpApiWith((integration) => {
    integration.RequestParameters = { [key]: "$context.requestId" };
  });
  first(inventory.loadBalancers).attributes[DROP] = drops;
  return inventory;
}

test("PST203 names the headers that a mapping sets and the load balancer drops", () => {
  const finding = onlyFinding(examineRule("PST203", mapping("append:header.x_request_id")));
  expect([finding.severity, finding.resource.id]).toEqual(["warning", ALB_ARN]);
  expect(finding.seen["headers set by mappings"]).toEqual(["x_request_id"]);
});

test("PST203 passes the headers on only when asked, and can take that back", () => {
  const [fix] = onlyFinding(examineRule("PST203", mapping("append:header.x_request_id"))).fixes;
  expect(fix?.onlyWhenAsked).toBe(true);
  expect(fix?.calls[0]?.input["Attributes"]).toEqual([{ Key: DROP, Value: "false" }]);
  expect(fix?.calls[0]?.undo?.input["Attributes"]).toEqual([{ Key: DROP, Value: "true" }]);
});

test.for(["append:header.x-request-id", "remove:header.x_a", "overwrite:path"])(
  "PST203 is silent on a mapping of %s",
  (key) => {
    expect(foundBy("PST203", mapping(key))).toEqual([]);
  },
);

test("PST203 is silent where such headers are passed on", () => {
  const evidence = { metrics: [metricOf(ALB_ARN, COUNT, 2)] };
  expect(foundBy("PST203", mapping("append:header.x_a", "false"), evidence)).toEqual([]);
});

test("PST203 informs of what clients send: by the count, and by recent requests", () => {
  const inventory = mapping("overwrite:path");
  const metrics = [metricOf(ALB_ARN, COUNT, 2)];
  expect(foundBy("PST203", inventory, { metrics })).toEqual([`info ${ALB_ARN}`]);
  const journeys = [
    journeyThrough(ALB_ARN, {
      decision: "headers",
      evidence: { dropInvalidHeaderFields: true, dropped: ["x_a: 1"] },
      isBlocked: false,
    }),
  ];
  const { seen } = onlyFinding(examineRule("PST203", inventory, { journeys }));
  expect(seen["recent requests"]).toEqual(["GET /pets: x_a: 1"]);
});

test("PST203 cannot decide on an attribute that is not known", () => {
  const inventory = mapping("append:header.x_a", unresolved("Ref Drop"));
  const { findings, undecided } = examineRule("PST203", inventory);
  expect([findings.length, undecided.length]).toEqual([0, 1]);
});
