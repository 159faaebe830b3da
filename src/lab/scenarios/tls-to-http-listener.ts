import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, HTTP_API_500, SHOP_NAME } from "./pieces.ts";

/** PST102: the reverse of the best-known failure. */
export const tlsToHttpListener: StackScenario = {
  kind: "stack",
  name: "tls-to-http-listener",
  title: "An HTTP API speaks TLS to an HTTP listener",
  story:
    "The integration names a server to verify and so begins with a TLS handshake, but the listener speaks plain " +
    "HTTP and answers the handshake with bytes that are no TLS.",
  async build(stack) {
    const { listenerArn } = await alb(stack, { listener: "HTTP" });
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return { url: api.url, resources: { integration: api.integration } };
  },
  request: GET_PETS,
  symptom: HTTP_API_500,
  findings: [{ code: "PST102", resource: "integration" }],
  mends: { by: "doctor", symptom: HELLO },
};
