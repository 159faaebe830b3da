import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST701: who waits longest must stand first. */
export const timeoutsOutOfOrder: StackScenario = {
  kind: "stack",
  name: "timeouts-out-of-order",
  title: "The load balancer gives up before the gateway does",
  story:
    "The target takes two seconds, the gateway would wait thirty, and the load balancer between them closes idle " +
    "connections after one.",
  async build(stack) {
    const { listenerArn, balancerArn } = await alb(stack, {
      balancer: { attributes: { "idle_timeout.timeout_seconds": "1" } },
      target: { delayMs: 1_800 },
    });
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return {
      url: api.url,
      resources: { "load balancer": balancerArn, integration: api.integration },
    };
  },
  request: GET_PETS,
  symptom: { status: 504, text: "504 Gateway Time-out" },
  findings: [{ code: "PST701", resource: "load balancer", severity: "warning" }],
  mends: { by: "doctor", symptom: HELLO },
};
