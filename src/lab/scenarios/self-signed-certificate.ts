import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, HTTP_API_500, SHOP_NAME } from "./pieces.ts";

/** PST104: a certificate that only vouches for itself. */
export const selfSignedCertificate: StackScenario = {
  kind: "stack",
  name: "self-signed-certificate",
  title: "The listener's certificate is self-signed",
  story:
    "The name is right, but the certificate signs itself: the gateway trusts public authorities and nobody else, " +
    "and has no switch to skip the check for HTTP APIs. A good certificate is in ACM, and the listener presents the other one.",
  async build(stack) {
    // The one that should have been chosen.
    await stack.certificate([SHOP_NAME]);
    const { listenerArn, certificateArn } = await alb(stack, { certificate: "self-signed" });
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return {
      url: api.url,
      resources: {
        integration: api.integration,
        listener: listenerArn,
        certificate: certificateArn,
      },
    };
  },
  request: GET_PETS,
  symptom: HTTP_API_500,
  findings: [{ code: "PST104", resource: "certificate" }],
  mends: { by: "doctor", symptom: HELLO },
};
