// What a run of `postern doctor` came to: what was found, what became of the request, what was mended.
import type { Diagnosis } from "../doctor/diagnose.ts";
import type { MadeFixes } from "../doctor/fixing/make-fixes.ts";
import type { FixPlan } from "../doctor/fixing/plan-fixes.ts";
import type { Finding } from "../doctor/rule.ts";
import type { RequestOutcome } from "./doctor-request.ts";

/** What is to be reported. */
export interface DoctorResult {
  readonly diagnosis: Diagnosis;
  readonly request: RequestOutcome | null;
  readonly explaining: readonly Finding[];
  readonly mend: MendResult | null;
}

/** What came of --fix. */
export interface MendResult {
  readonly hasChanged: boolean;
  /** Why it was not done, or not to the end; "" when all is well. */
  readonly problem: string;
  /** What was found before. */
  readonly before: readonly Finding[];
  readonly plans: readonly FixPlan[];
  /** By source, as the plans; null where nothing was made. */
  readonly made: readonly (MadeFixes | null)[];
  /** The request that failed, sent again; null when there is none. */
  readonly replay: {
    readonly before: number;
    readonly after: number;
    readonly hasFailed: boolean;
  } | null;
}
