import { expect, test } from "vitest";
import { LoadBalancingTestBed, forwardTo } from "../../../tests/support/load-balancing-test-bed.ts";
import { describeListenerAttributes } from "./describe-listener-attributes.ts";

test("describeListenerAttributes() shows what the listener's protocol has", async () => {
  const bed = await LoadBalancingTestBed.create();
  const http = await bed.listener(await bed.loadBalancer());
  const ofHttp = await bed.run(describeListenerAttributes, { ListenerArn: http });
  expect(ofHttp.Attributes).toContainEqual({
    Key: "routing.http.response.server.enabled",
    Value: "true",
  });
  const tcp = await bed.listener(await bed.loadBalancer("flow", { Type: "network" }), {
    Protocol: "TCP",
    DefaultActions: [forwardTo(await bed.targetGroup("t", { Protocol: "TCP" }))],
  });
  expect(await bed.run(describeListenerAttributes, { ListenerArn: tcp })).toEqual({
    Attributes: [{ Key: "tcp.idle_timeout.seconds", Value: "350" }],
  });
});

test("describeListenerAttributes() refuses what is no listener", async () => {
  const bed = await LoadBalancingTestBed.create();
  expect(await bed.refusal(describeListenerAttributes, { ListenerArn: "x" })).toEqual([
    "ValidationException",
    "'x' is not a valid listener ARN",
  ]);
});
