import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST201: a correct configuration and a 400. */
export const desyncStrictest: StackScenario = {
  kind: "stack",
  name: "desync-strictest",
  title: "A load balancer in strictest mode refuses what the gateway sends",
  story:
    "Everything is configured as it should be. But the gateway adds Content-Length: 0 to a GET, and a load " +
    "balancer whose desync mitigation mode is strictest forwards only what complies with the RFC to the letter.",
  async build(stack) {
    const { listenerArn, balancerArn } = await alb(stack, {
      balancer: { attributes: { "routing.http.desync_mitigation_mode": "strictest" } },
    });
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return { url: api.url, resources: { "load balancer": balancerArn } };
  },
  request: GET_PETS,
  symptom: { status: 400, text: "400 Bad Request" },
  findings: [{ code: "PST201", resource: "load balancer" }],
  mends: { by: "doctor", symptom: HELLO },
};
