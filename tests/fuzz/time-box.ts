// How long each fuzz test runs: a few seconds by default, as long as POSTERN_FUZZ_SECONDS says. On a failure
// fast-check prints the seed and path that repeat it.
import type { Parameters } from "fast-check";

const SECONDS = Number(process.env["POSTERN_FUZZ_SECONDS"] ?? "3");

/** For fc.assert(). */
export const TIME_BOX: Parameters<unknown> = {
  numRuns: 100_000_000,
  interruptAfterTimeLimit: SECONDS * 1000,
  markInterruptAsFailure: false,
};

/** For the test runner: the box, and time for shrinking a failure. */
export const TEST_TIMEOUT_MS = SECONDS * 1000 + 60_000;
