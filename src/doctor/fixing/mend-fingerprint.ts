// The fingerprint of the mend of one finding, as somebody asks for it who names the finding: what the console is given
// with a report, and gives back when a user agrees.
import type { ExaminedSource } from "../diagnose.ts";
import type { Finding } from "../rule.ts";
import { fixFingerprint } from "./fix-fingerprint.ts";
import { planFix } from "./plan-fix.ts";

/** "" where the doctor would do nothing. */
export function mendFingerprint(
  finding: Finding,
  { source, inventory }: Pick<ExaminedSource, "source" | "inventory">,
): string {
  if (source.caller === null) return "";
  const fix = planFix(finding, new Set([finding.code]));
  return typeof fix === "string" ? "" : fixFingerprint(fix, inventory);
}
