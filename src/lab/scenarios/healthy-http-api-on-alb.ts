import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** Everything as it should be: an HTTP API that speaks TLS to an Application Load Balancer. */
export const healthyHttpApiOnAlb: StackScenario = {
  kind: "stack",
  name: "healthy-http-api-on-alb",
  title: "A healthy HTTP API on an Application Load Balancer",
  story:
    "The integration names the server to verify, the listener's certificate bears that name, the security group " +
    "lets the link in and the target is healthy. The doctor has nothing to say.",
  async build(stack) {
    const { listenerArn } = await alb(stack);
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return { url: api.url, resources: {} };
  },
  request: GET_PETS,
  symptom: HELLO,
  findings: [],
  mends: "never",
};
