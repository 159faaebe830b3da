// Whether somebody has changed what a plan was made from since it was made: everything is read and examined once more,
// with the evidence that there was, and each fix must come out as it was planned. Reading is all that it does.
import { examinationSteps } from "../examine.ts";
import type { Finding } from "../rule.ts";
import { inSlices } from "../work-slices.ts";
import { fixFingerprint } from "./fix-fingerprint.ts";
import { planFix, type PlannedFix } from "./plan-fix.ts";
import type { FixPlan } from "./plan-fixes.ts";

/** What a plan has to say for itself, without what only the calling of it needs. */
export type CheckedPlan = Pick<FixPlan, "fixes" | "madeFrom">;

/** One line per fix that is not what it was any more; empty: the plan holds. Rejects when it cannot be read again. */
export async function changesSincePlan({ fixes, madeFrom }: CheckedPlan): Promise<string[]> {
  const { source, inventory, gathered, nowMs } = madeFrom.examined;
  const read = await source.readInventory();
  const again = { ...read, unreadable: [...read.unreadable, ...gathered.unreadable] };
  const codes = new Set(fixes.map(({ finding }) => finding.code));
  const steps = examinationSteps(again, gathered.evidence, { nowMs, codes });
  const { findings } = await inSlices(steps);
  return fixes.flatMap((fix) => {
    const now = findings.find((finding) => isSame(finding, fix.finding));
    const { code, resource } = fix.finding;
    if (now === undefined) return [`${code} of ${resource.name} is not there any more`];
    // A plan leaves out calls that an earlier fix makes, so both sides are planned here, each for itself.
    const wanted = planFix(fix.finding, madeFrom.codes);
    const planned = planFix(now, madeFrom.codes);
    if (typeof planned === "string" || typeof wanted === "string") {
      return typeof planned === typeof wanted ? [] : [changedLine(fix)];
    }
    const isAsBefore = fixFingerprint(planned, again) === fixFingerprint(wanted, inventory);
    return isAsBefore ? [] : [changedLine(fix)];
  });
}

function changedLine({ finding }: PlannedFix): string {
  return `${finding.code} of ${finding.resource.name}: what it is made of, or what mends it, has changed`;
}

function isSame(a: Finding, b: Finding): boolean {
  return a.code === b.code && a.resource.id === b.resource.id;
}
