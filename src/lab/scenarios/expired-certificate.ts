import type { StackScenario } from "../scenario.ts";
import { behindCertificate, CERTIFICATE_REFUSED, GOOD_CERTIFICATE } from "./pieces.ts";

/** PST104: an imported certificate that nobody renewed. */
export const expiredCertificate: StackScenario = {
  kind: "stack",
  name: "expired-certificate",
  title: "The listener's certificate has expired",
  story:
    "ACM renews what it issued, and imported certificates only tell you that they are about to expire. This one " +
    "was valid when it was imported, and some seconds later it is not.",
  async build(stack) {
    const built = await behindCertificate(stack, "expires-soon");
    await stack.until("the certificate's end", async () => {
      return Date.now() > stack.soonestExpiryMs;
    });
    return built;
  },
  ...CERTIFICATE_REFUSED,
  mends: GOOD_CERTIFICATE,
};
