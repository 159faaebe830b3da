import type { RefusalScenario } from "../scenario.ts";
import { SHOP_NAME } from "./pieces.ts";

/** A certificate from the future never gets as far as a listener. */
export const certificateNotYetValid: RefusalScenario = {
  kind: "refusal",
  name: "certificate-not-yet-valid",
  title: "A certificate that is not valid yet",
  story:
    "A certificate whose time begins tomorrow is refused when it is imported: no listener can present it, so there is " +
    "nothing for the doctor to find.",
  attempt: (stack) => stack.certificate([SHOP_NAME], "not-yet-valid"),
  symptom: { status: 400, text: "not valid yet" },
  template: null,
  findings: [],
};
