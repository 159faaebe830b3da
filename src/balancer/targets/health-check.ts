// The vocabulary of health checks: what one check is asked to do and what it can find. It knows neither thresholds
// nor AWS's reason codes.

export type ProbeOutcome =
  | { readonly result: "passed" }
  /** It answered, with a status code that the matcher doesn't take. */
  | { readonly result: "code-mismatch"; readonly statusCode: number }
  /** It did not answer in time. */
  | { readonly result: "timeout" }
  /** No connection, or it broke before the answer. */
  | { readonly result: "failed"; readonly detail: string };

/** One check under way. */
export interface ProbeRun {
  /** Gives up; nothing is reported any more. */
  cancel(): void;
}

/** A way to check one target. Keeping the time is left to the schedule. */
export interface HealthProbe {
  /** Begins a check and calls `report` once, now or later. */
  start(report: (outcome: ProbeOutcome) => void): ProbeRun;
}

export const PASSED: ProbeOutcome = { result: "passed" };
export const TIMED_OUT: ProbeOutcome = { result: "timeout" };
