import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { describeLoadBalancerAttributes } from "./describe-load-balancer-attributes.ts";

async function attributesOf(type: "application" | "network", scheme: "internal" | undefined) {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.loadBalancer("web", {
    Type: type,
    ...(scheme !== undefined && { Scheme: scheme }),
  });
  const answer = await bed.run(describeLoadBalancerAttributes, { LoadBalancerArn: arn });
  return Object.fromEntries((answer.Attributes ?? []).map(({ Key = "", Value }) => [Key, Value]));
}

test("describeLoadBalancerAttributes() shows an application load balancer's defaults", async () => {
  const attributes = await attributesOf("application", undefined);
  expect(attributes).toMatchObject({
    "deletion_protection.enabled": "false",
    "idle_timeout.timeout_seconds": "60",
    "client_keep_alive.seconds": "3600",
    "routing.http.desync_mitigation_mode": "defensive",
    "routing.http.xff_header_processing.mode": "append",
    "routing.http2.enabled": "true",
    "load_balancing.cross_zone.enabled": "true",
    "ipv6.deny_all_igw_traffic": "false",
    "access_logs.s3.bucket": "",
  });
  expect(attributes).not.toHaveProperty("dns_record.client_routing_policy");
});

test("describeLoadBalancerAttributes() shows a network load balancer's defaults", async () => {
  const attributes = await attributesOf("network", "internal");
  expect(attributes).toMatchObject({
    "load_balancing.cross_zone.enabled": "false",
    "dns_record.client_routing_policy": "any_availability_zone",
    "ipv6.deny_all_igw_traffic": "true",
  });
  expect(attributes).not.toHaveProperty("idle_timeout.timeout_seconds");
});

test("describeLoadBalancerAttributes() refuses a load balancer that is not there", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = `${(await bed.loadBalancer()).slice(0, -1)}g`;
  expect(await bed.refusal(describeLoadBalancerAttributes, { LoadBalancerArn: arn })).toEqual([
    "LoadBalancerNotFoundException",
    `Load balancer '${arn}' not found`,
  ]);
});
