import type { StackScenario } from "../scenario.ts";
import { GET_PETS, HELLO, nlb, REST_API_500, SHOP_NAME } from "./pieces.ts";

/** PST108: the port picks the listener. */
export const noListenerOnUrlPort: StackScenario = {
  kind: "stack",
  name: "no-listener-on-url-port",
  title: "The URL's port is that of no listener",
  story:
    "Through a VPC link the port of the URL picks the listener of the load balancer. There is none on 8443, so " +
    "there is nobody to connect to.",
  async build(stack) {
    const { balancerArn } = await nlb(stack);
    const vpcLinkId = await stack.apis.nlbLink(balancerArn);
    const api = await stack.apis.restApi({ vpcLinkId, uri: `https://${SHOP_NAME}:8443/pets` });
    return { url: api.url, resources: { integration: api.integration } };
  },
  request: GET_PETS,
  symptom: REST_API_500,
  findings: [{ code: "PST108", resource: "integration" }],
  mends: { by: "doctor", symptom: HELLO },
};
