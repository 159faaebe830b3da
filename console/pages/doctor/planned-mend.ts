// What the doctor will do about a finding when it is asked to, told before it is done. The plan is the doctor's own.
import { planFix, type PlannedFix } from "../../../src/doctor/fixing/plan-fix.ts";
import type { Finding } from "../../../src/doctor/rule.ts";

/** The plan, or why there is none: here a finding is only mended when somebody asks for that very one. */
export function plannedMend(finding: Finding): PlannedFix | string {
  return planFix(finding, new Set([finding.code]));
}
