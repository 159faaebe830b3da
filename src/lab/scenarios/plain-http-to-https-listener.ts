import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, PLAIN_HTTP_PAGE } from "./pieces.ts";

/** PST101: the best-known failure of private integrations. */
export const plainHttpToHttpsListener: StackScenario = {
  kind: "stack",
  name: "plain-http-to-https-listener",
  title: "An HTTP API sends plain HTTP to an HTTPS listener",
  story:
    "The integration points at an HTTPS listener, and that looks like enough. But an HTTP API speaks TLS through " +
    "a VPC link only when the integration names the server to verify; without that it writes a plain request into " +
    "a port where the load balancer waits for a TLS handshake.",
  async build(stack) {
    const { listenerArn } = await alb(stack);
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: null });
    return { url: api.url, resources: { integration: api.integration } };
  },
  request: GET_PETS,
  symptom: PLAIN_HTTP_PAGE,
  findings: [{ code: "PST101", resource: "integration" }],
  mends: { by: "doctor", symptom: HELLO },
};
