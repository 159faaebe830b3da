import type { StackScenario } from "../scenario.ts";
import { GET_PETS, HELLO, nlb, PLAIN_HTTP_PAGE, SHOP_NAME } from "./pieces.ts";

/** PST105: the REST API side of the best-known failure. */
export const httpUrlToTlsListener: StackScenario = {
  kind: "stack",
  name: "http-url-to-tls-listener",
  title: "A REST API's http:// URL leads to a TLS listener",
  story:
    "For a REST API the scheme of the integration's URL decides what is spoken. The port is the TLS listener's, " +
    "the scheme says http: a plain request arrives where a TLS handshake is expected.",
  async build(stack) {
    const { balancerArn } = await nlb(stack);
    const vpcLinkId = await stack.apis.nlbLink(balancerArn);
    const api = await stack.apis.restApi({ vpcLinkId, uri: `http://${SHOP_NAME}:443/pets` });
    return { url: api.url, resources: { integration: api.integration } };
  },
  request: GET_PETS,
  symptom: PLAIN_HTTP_PAGE,
  findings: [{ code: "PST105", resource: "integration" }],
  mends: { by: "doctor", symptom: HELLO },
};
