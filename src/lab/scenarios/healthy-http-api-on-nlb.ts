import type { StackScenario } from "../scenario.ts";
import { GET_PETS, HELLO, nlb, SHOP_NAME } from "./pieces.ts";

/** Everything as it should be: an HTTP API that speaks TLS to a Network Load Balancer. */
export const healthyHttpApiOnNlb: StackScenario = {
  kind: "stack",
  name: "healthy-http-api-on-nlb",
  title: "A healthy HTTP API on a Network Load Balancer",
  story:
    "The TLS listener of a Network Load Balancer ends TLS with a certificate that bears the integration's server " +
    "name. The doctor has nothing to say.",
  async build(stack) {
    const { listenerArn } = await nlb(stack);
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return { url: api.url, resources: {} };
  },
  request: GET_PETS,
  symptom: HELLO,
  findings: [],
  mends: "never",
};
