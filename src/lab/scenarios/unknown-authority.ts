import type { StackScenario } from "../scenario.ts";
import { behindCertificate, CERTIFICATE_REFUSED, GOOD_CERTIFICATE } from "./pieces.ts";

/** PST104: a private authority. */
export const unknownAuthority: StackScenario = {
  kind: "stack",
  name: "unknown-authority",
  title: "The listener's certificate is of an authority that nobody knows",
  story:
    "The certificate is in order and its authority is a private one that the gateway was never told of.",
  build: (stack) => behindCertificate(stack, "unknown-authority"),
  ...CERTIFICATE_REFUSED,
  mends: GOOD_CERTIFICATE,
};
