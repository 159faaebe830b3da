import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST202: it works, and that is the trouble. */
export const desyncMonitor: StackScenario = {
  kind: "stack",
  name: "desync-monitor",
  title: "A load balancer in monitor mode lets ambiguous requests through",
  story:
    "In monitor mode the load balancer counts requests that two servers may read in two ways and forwards them " +
    "all the same. Nothing fails, until somebody makes use of it.",
  async build(stack) {
    const { listenerArn, balancerArn } = await alb(stack, {
      balancer: { attributes: { "routing.http.desync_mitigation_mode": "monitor" } },
    });
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return { url: api.url, resources: { "load balancer": balancerArn } };
  },
  request: GET_PETS,
  symptom: HELLO,
  findings: [{ code: "PST202", resource: "load balancer", severity: "warning" }],
  mends: { by: "doctor", symptom: HELLO },
};
