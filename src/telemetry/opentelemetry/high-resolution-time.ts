// Times as OpenTelemetry's SDK has them.
import type { HrTime } from "@opentelemetry/api";

const NANOSECONDS_PER_MS = 1_000_000;

/** Seconds and nanoseconds of a time or duration in milliseconds. */
export function highResolutionTime(timeMs: number): HrTime {
  const seconds = Math.floor(timeMs / 1000);
  return [seconds, Math.round((timeMs - seconds * 1000) * NANOSECONDS_PER_MS)];
}
