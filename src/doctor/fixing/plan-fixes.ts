// Decides what would be done about all findings of a source: which of them may be mended by the doctor, by which calls,
// and which stages are deployed afterwards. Nothing is called here, so that it can be shown and asked for first.
import type { ExaminedSource } from "../diagnose.ts";
import type { AwsCall, Finding } from "../rule.ts";
import type { AwsCaller } from "./aws-caller.ts";
import { planFix, type PlannedFix } from "./plan-fix.ts";

/** A finding that stays, and why. */
export interface SkippedFix {
  readonly finding: Finding;
  readonly why: string;
}

/** Everything that is to be done in one source. */
export interface FixPlan {
  readonly sourceName: string;
  /** Null: a template. */
  readonly caller: AwsCaller | null;
  readonly fixes: readonly PlannedFix[];
  readonly skipped: readonly SkippedFix[];
  /** What it was made from, to see before anything is done whether that still holds. */
  readonly madeFrom: {
    readonly examined: ExaminedSource;
    readonly codes: ReadonlySet<string> | null;
  };
}

/**
 * What mends the findings of a source. Without codes only errors are mended, and nothing that changes what reaches a
 * backend; a finding whose code is named is mended whatever it is.
 */
export function planFixes(examined: ExaminedSource, codes: ReadonlySet<string> | null): FixPlan {
  const { source, inventory } = examined;
  const fixes: PlannedFix[] = [];
  const skipped: SkippedFix[] = [];
  const planned = new Set<string>();
  for (const finding of examined.findings) {
    if (!isWanted(finding, codes)) continue;
    const choice = planFix(finding, codes);
    if (typeof choice === "string") {
      skipped.push({ finding, why: choice });
      continue;
    }
    const calls = choice.calls.filter((call) => !planned.has(identityOf(call)));
    for (const call of calls) planned.add(identityOf(call));
    fixes.push({ ...choice, calls });
  }
  const madeFrom = { examined, codes };
  return { sourceName: inventory.source.name, caller: source.caller, fixes, skipped, madeFrom };
}

/** True where there is nothing to do. */
export function isEmptyPlan({ fixes }: FixPlan): boolean {
  return fixes.every(({ calls, deploys }) => calls.length === 0 && deploys.length === 0);
}

function isWanted({ code, severity }: Finding, codes: ReadonlySet<string> | null): boolean {
  return codes === null ? severity === "error" : codes.has(code);
}

function identityOf({ service, operation, input }: AwsCall): string {
  return `${service} ${operation} ${JSON.stringify(input)}`;
}
