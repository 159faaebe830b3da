import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { describeLoadBalancerAttributes } from "./describe-load-balancer-attributes.ts";
import { modifyLoadBalancerAttributes } from "./modify-load-balancer-attributes.ts";

test("modifyLoadBalancerAttributes() sets what is given and answers all", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.loadBalancer();
  const answer = await bed.run(modifyLoadBalancerAttributes, {
    LoadBalancerArn: arn,
    Attributes: [{ Key: "routing.http.desync_mitigation_mode", Value: "strictest" }],
  });
  expect(answer.Attributes).toContainEqual({
    Key: "routing.http.desync_mitigation_mode",
    Value: "strictest",
  });
  expect(await bed.run(describeLoadBalancerAttributes, { LoadBalancerArn: arn })).toEqual(answer);
  expect(bed.warnings).toEqual([]);
});

test("modifyLoadBalancerAttributes() says when an attribute has no effect, unless it is the default", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.loadBalancer();
  const set = (Value: string) =>
    bed.run(modifyLoadBalancerAttributes, {
      LoadBalancerArn: arn,
      Attributes: [{ Key: "waf.fail_open.enabled", Value }],
    });
  await set("false");
  expect(bed.warnings).toEqual([]);
  await set("true");
  expect(bed.warnings).toEqual(["Attribute waf.fail_open.enabled is kept but has no effect yet"]);
});

test.for<[string, string, string, RegExp]>([
  [
    "nothing.enabled",
    "true",
    "ValidationException",
    /^Load balancer attribute key 'nothing.enabled' is not recognized$/,
  ],
  [
    "dns_record.client_routing_policy",
    "any_availability_zone",
    "InvalidConfigurationRequestException",
    /'dns_record.client_routing_policy' is not supported on load balancers with type 'application'$/,
  ],
  ["idle_timeout.timeout_seconds", "0", "ValidationException", /between 1 and 4000/],
  ["idle_timeout.timeout_seconds", "4001", "ValidationException", /between 1 and 4000/],
  ["idle_timeout.timeout_seconds", "6e1", "ValidationException", /between 1 and 4000/],
  ["client_keep_alive.seconds", "59", "ValidationException", /between 60 and 604800/],
  ["deletion_protection.enabled", "yes", "ValidationException", /'true' or 'false'/],
  ["routing.http.desync_mitigation_mode", "off", "ValidationException", /monitor, defensive/],
  ["load_balancing.cross_zone.enabled", "false", "ValidationException", /must be one of 'true'/],
  ["access_logs.s3.enabled", "true", "InvalidConfigurationRequestException", /s3.bucket' must/],
  ["access_logs.s3.bucket", "../logs", "ValidationException", /character that is not valid/],
  ["access_logs.s3.prefix", "a/AWSLogs", "ValidationException", /character that is not valid/],
])("modifyLoadBalancerAttributes() refuses %s=%s", async ([Key, Value, name, message]) => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.loadBalancer();
  const input = { LoadBalancerArn: arn, Attributes: [{ Key, Value }] };
  expect(await bed.refusal(modifyLoadBalancerAttributes, input)).toEqual([
    name,
    expect.stringMatching(message),
  ]);
});

test("modifyLoadBalancerAttributes() changes nothing when one attribute is refused, and takes 20 at most", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.loadBalancer();
  const before = await bed.run(describeLoadBalancerAttributes, { LoadBalancerArn: arn });
  await bed.refusal(modifyLoadBalancerAttributes, {
    LoadBalancerArn: arn,
    Attributes: [
      { Key: "idle_timeout.timeout_seconds", Value: "30" },
      { Key: "x", Value: "y" },
    ],
  });
  expect(await bed.run(describeLoadBalancerAttributes, { LoadBalancerArn: arn })).toEqual(before);
  const many = Array.from({ length: 21 }, () => ({
    Key: "idle_timeout.timeout_seconds",
    Value: "30",
  }));
  const input = { LoadBalancerArn: arn, Attributes: many };
  expect(await bed.refusal(modifyLoadBalancerAttributes, input)).toEqual([
    "ValidationException",
    expect.stringContaining("Member must have length less than or equal to 20"),
  ]);
});
