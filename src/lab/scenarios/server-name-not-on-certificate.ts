import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, HTTP_API_500 } from "./pieces.ts";

/** PST103: the handshake works, the name does not. */
export const serverNameNotOnCertificate: StackScenario = {
  kind: "stack",
  name: "server-name-not-on-certificate",
  title: "The server name is not on the listener's certificate",
  story:
    "The integration names a server to verify, and the listener presents a certificate for another name. The " +
    "gateway ends the handshake before it has sent a request.",
  async build(stack) {
    const { listenerArn } = await alb(stack);
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({
      listenerArn,
      vpcLinkId,
      serverName: "shop.example.com",
    });
    return { url: api.url, resources: { integration: api.integration } };
  },
  request: GET_PETS,
  symptom: HTTP_API_500,
  findings: [{ code: "PST103", resource: "integration" }],
  mends: { by: "doctor", symptom: HELLO },
};
