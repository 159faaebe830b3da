import type { StackScenario } from "../scenario.ts";
import { behindCertificate, CERTIFICATE_REFUSED, GOOD_CERTIFICATE } from "./pieces.ts";

/** PST104: a chain with a gap. */
export const missingIntermediate: StackScenario = {
  kind: "stack",
  name: "missing-intermediate",
  title: "The listener's certificate comes without its intermediate",
  story:
    "The certificate is signed by an intermediate authority that was not imported with it. Browsers often know " +
    "how to fill that gap; a gateway does not.",
  build: (stack) => behindCertificate(stack, "missing-intermediate"),
  ...CERTIFICATE_REFUSED,
  mends: GOOD_CERTIFICATE,
};
