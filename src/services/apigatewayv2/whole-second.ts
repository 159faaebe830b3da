// Dates as API Gateway keeps them: to the second.
import type { Clock } from "../../base/clock.ts";

/** Now, without milliseconds. */
export function wholeSecond(clock: Clock): Date {
  return new Date(Math.floor(clock.nowMs() / 1000) * 1000);
}
