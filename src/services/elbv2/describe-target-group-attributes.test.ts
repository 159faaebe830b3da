import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { describeTargetGroupAttributes } from "./describe-target-group-attributes.ts";

test.for<[string, object, object, string]>([
  [
    "HTTP",
    {},
    {
      "deregistration_delay.timeout_seconds": "300",
      "load_balancing.algorithm.type": "round_robin",
      "stickiness.type": "lb_cookie",
      "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": "1",
    },
    "proxy_protocol_v2.enabled",
  ],
  [
    "TCP of type ip",
    { Protocol: "TCP" },
    { "preserve_client_ip.enabled": "false", "stickiness.type": "source_ip" },
    "slow_start.duration_seconds",
  ],
  [
    "TCP of type instance",
    { Protocol: "TCP", TargetType: "instance" },
    {
      "preserve_client_ip.enabled": "true",
      "target_health_state.unhealthy.connection_termination.enabled": "true",
    },
    "load_balancing.algorithm.type",
  ],
])(
  "describeTargetGroupAttributes() shows the defaults of %s",
  async ([, settings, expected, absent]) => {
    const bed = await LoadBalancingTestBed.create();
    const TargetGroupArn = await bed.targetGroup("t", settings);
    const answer = await bed.run(describeTargetGroupAttributes, { TargetGroupArn });
    const attributes = Object.fromEntries(
      (answer.Attributes ?? []).map(({ Key = "", Value }) => [Key, Value]),
    );
    expect(attributes).toMatchObject(expected);
    expect(attributes).not.toHaveProperty([absent]);
  },
);

test("describeTargetGroupAttributes() refuses a group that is not there", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = `${await bed.targetGroup()}0`;
  expect((await bed.refusal(describeTargetGroupAttributes, { TargetGroupArn }))[0]).toBe(
    "TargetGroupNotFoundException",
  );
});
