import type { StackScenario } from "../scenario.ts";
import { GET_PETS, HELLO, nlb, REST_API_500, SHOP_NAME } from "./pieces.ts";

/** PST106: a handshake with somebody who speaks HTTP. */
export const httpsUrlToPlainListener: StackScenario = {
  kind: "stack",
  name: "https-url-to-plain-listener",
  title: "A REST API's https:// URL leads to a plain listener",
  story:
    "The URL says https and names the port of a TCP listener, whose target speaks plain HTTP. The handshake is " +
    "answered by something that is no TLS.",
  async build(stack) {
    const { balancerArn } = await nlb(stack, { listener: "TCP" });
    const vpcLinkId = await stack.apis.nlbLink(balancerArn);
    const api = await stack.apis.restApi({ vpcLinkId, uri: `https://${SHOP_NAME}:80/pets` });
    return { url: api.url, resources: { integration: api.integration } };
  },
  request: GET_PETS,
  symptom: REST_API_500,
  findings: [{ code: "PST106", resource: "integration" }],
  mends: { by: "doctor", symptom: HELLO },
};
