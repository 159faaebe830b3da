import type { StackScenario } from "../scenario.ts";
import { GET_PETS, HELLO, nlb, PLAIN_HTTP_PAGE } from "./pieces.ts";

/** PST101 on a Network Load Balancer. */
export const plainHttpToNlbTlsListener: StackScenario = {
  kind: "stack",
  name: "plain-http-to-nlb-tls-listener",
  title: "An HTTP API sends plain HTTP to a TLS listener of a Network Load Balancer",
  story:
    "A TLS listener of a Network Load Balancer waits for a handshake just as an HTTPS listener does. The " +
    "integration names no server to verify, so it gets a plain request.",
  async build(stack) {
    const { listenerArn } = await nlb(stack);
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: null });
    return { url: api.url, resources: { integration: api.integration } };
  },
  request: GET_PETS,
  symptom: PLAIN_HTTP_PAGE,
  findings: [{ code: "PST101", resource: "integration" }],
  mends: { by: "doctor", symptom: HELLO },
};
