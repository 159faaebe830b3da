// A way to mend that the doctor describes and cannot make: a client, a target or something outside must change, or
// the change needs a choice that is people's.
import type { Fix } from "./rule.ts";

export type FixText = Pick<Fix, "title" | "cli" | "console" | "cloudFormation" | "terraform">;

/** The description without calls. */
export function manualFix(text: FixText): Fix {
  return { ...text, calls: [], deploys: [], onlyWhenAsked: false };
}
