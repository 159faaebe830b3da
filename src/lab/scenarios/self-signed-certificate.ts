import type { StackScenario } from "../scenario.ts";
import { behindCertificate, CERTIFICATE_REFUSED, HELLO, SHOP_NAME } from "./pieces.ts";

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
    return behindCertificate(stack, "self-signed");
  },
  ...CERTIFICATE_REFUSED,
  mends: { by: "doctor", symptom: HELLO },
};
