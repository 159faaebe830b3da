import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { modifyTargetGroupAttributes } from "./modify-target-group-attributes.ts";

test("modifyTargetGroupAttributes() sets an attribute, and warns of those without effect", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await bed.targetGroup();
  const set = (Key: string, Value: string) =>
    bed.run(modifyTargetGroupAttributes, { TargetGroupArn, Attributes: [{ Key, Value }] });
  const answer = await set("deregistration_delay.timeout_seconds", "0");
  expect(answer.Attributes).toContainEqual({
    Key: "deregistration_delay.timeout_seconds",
    Value: "0",
  });
  expect(bed.warnings).toEqual([]);
  await set("load_balancing.algorithm.type", "least_outstanding_requests");
  expect(bed.warnings).toEqual([]);
  await set("load_balancing.algorithm.type", "round_robin");
  await set("slow_start.duration_seconds", "30");
  expect(bed.warnings).toEqual([
    "Attribute slow_start.duration_seconds is kept but has no effect yet",
  ]);
});

const INVALID = "InvalidConfigurationRequestException";

test.for<[string, Record<string, string>, string, RegExp]>([
  ["HTTP", { nothing: "x" }, "ValidationException", /key 'nothing' is not recognized$/],
  ["HTTP", { "proxy_protocol_v2.enabled": "true" }, INVALID, /attribute is not supported$/],
  ["TCP", { "slow_start.duration_seconds": "30" }, INVALID, /attribute is not supported$/],
  ["HTTP", { "lambda.multi_value_headers.enabled": "true" }, INVALID, /is not supported$/],
  ["HTTP", { "deregistration_delay.timeout_seconds": "3601" }, "ValidationException", /3600/],
  ["HTTP", { "slow_start.duration_seconds": "29" }, "ValidationException", /30 and 900/],
  ["HTTP", { "stickiness.type": "source_ip" }, "ValidationException", /lb_cookie, app_cookie/],
  [
    "TCP",
    { "stickiness.type": "lb_cookie" },
    INVALID,
    /^Stickiness type 'lb_cookie' is not supported for target groups with the TCP protocol$/,
  ],
  [
    "TLS",
    { "stickiness.enabled": "true" },
    INVALID,
    /^You cannot enable stickiness on target groups with the TLS protocol$/,
  ],
  [
    "HTTP",
    { "stickiness.enabled": "true", "stickiness.type": "app_cookie" },
    INVALID,
    /^You must set an application cookie name to enable stickiness of type 'app_cookie'$/,
  ],
  ["HTTP", { "stickiness.app_cookie.cookie_name": "AWSALBAPP-0" }, INVALID, /cannot begin with/],
  [
    "HTTP",
    {
      "load_balancing.algorithm.type": "least_outstanding_requests",
      "slow_start.duration_seconds": "30",
    },
    INVALID,
    /^Slow start is not supported/,
  ],
  [
    "HTTP",
    { "load_balancing.algorithm.type": "weighted_random", "stickiness.enabled": "true" },
    INVALID,
    /^Stickiness is not supported/,
  ],
  ["HTTP", { "load_balancing.algorithm.anomaly_mitigation": "on" }, INVALID, /weighted_random/],
  [
    "HTTP",
    { "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": "2" },
    INVALID,
    /^The DNS failover minimum healthy target count/,
  ],
])("modifyTargetGroupAttributes() of %s refuses %j", async ([protocol, set, name, message]) => {
  const bed = await LoadBalancingTestBed.create();
  const Protocol = protocol as "HTTP" | "TCP" | "TLS";
  const TargetGroupArn = await bed.targetGroup("t", { Protocol });
  const Attributes = Object.entries(set).map(([Key, Value]) => ({ Key, Value }));
  expect(await bed.refusal(modifyTargetGroupAttributes, { TargetGroupArn, Attributes })).toEqual([
    name,
    expect.stringMatching(message),
  ]);
});

test("modifyTargetGroupAttributes() leaves groups of type alb as they are", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await bed.targetGroup("t", { Protocol: "TCP", TargetType: "alb" });
  const Attributes = [{ Key: "deregistration_delay.timeout_seconds", Value: "1" }];
  expect(await bed.refusal(modifyTargetGroupAttributes, { TargetGroupArn, Attributes })).toEqual([
    INVALID,
    "The provided target group attribute is not supported",
  ]);
});
