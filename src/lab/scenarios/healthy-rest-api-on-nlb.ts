import type { StackScenario } from "../scenario.ts";
import { GET_PETS, HELLO, nlb, SHOP_NAME } from "./pieces.ts";

/** Everything as it should be: a REST API and a VPC link of the first kind. */
export const healthyRestApiOnNlb: StackScenario = {
  kind: "stack",
  name: "healthy-rest-api-on-nlb",
  title: "A healthy REST API on a Network Load Balancer",
  story:
    "The URL of the integration says https, its port is that of the TLS listener, and its host is a name on the " +
    "listener's certificate. The doctor has nothing to say.",
  async build(stack) {
    const { balancerArn } = await nlb(stack);
    const vpcLinkId = await stack.apis.nlbLink(balancerArn);
    const api = await stack.apis.restApi({ vpcLinkId, uri: `https://${SHOP_NAME}/pets` });
    return { url: api.url, resources: {} };
  },
  request: GET_PETS,
  symptom: HELLO,
  findings: [],
  mends: "never",
};
