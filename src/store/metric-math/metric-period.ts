// Periods and where they are counted from.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html

const DAY_MS = 24 * 60 * 60 * 1000;
const SHORT_PERIODS: ReadonlySet<number> = new Set([1, 5, 10, 20, 30]);

/** 1, 5, 10, 20, 30 or a multiple of 60. */
export function isPeriod(seconds: number): boolean {
  return SHORT_PERIODS.has(seconds) || (seconds > 0 && seconds % 60 === 0);
}

/**
 * The start of a request rounded down: to the period where it is below a minute, else to the minute, to 5 minutes
 * when it is more than 15 days ago, to the hour when it is more than 63 days ago.
 */
export function roundedStart(startMs: number, nowMs: number, periodSeconds: number): number {
  const unitMs = 1000 * (periodSeconds < 60 ? periodSeconds : unitSeconds(nowMs - startMs));
  return Math.floor(startMs / unitMs) * unitMs;
}

function unitSeconds(ageMs: number): number {
  if (ageMs <= 15 * DAY_MS) return 60;
  return ageMs <= 63 * DAY_MS ? 300 : 3600;
}
