// Periods as bin(), datefloor() and dateceil() take them, and the rounding of times to them, in UTC.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html
import type { Period } from "./insights-plan.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** 1970 began on a Thursday; weeks begin on Mondays. [I] */
const FIRST_MONDAY_MS = 4 * DAY_MS;
const YEAR_MONTHS = 12;
const EPOCH_YEAR = 1970;

const UNITS: readonly (readonly [
  names: readonly string[],
  unit: Period["unit"],
  length: number,
])[] = [
  [["ms", "millisecond", "msec"], "ms", 1],
  [["s", "second", "sec"], "ms", SECOND_MS],
  [["m", "minute", "min"], "ms", MINUTE_MS],
  [["h", "hour", "hr"], "ms", HOUR_MS],
  [["d", "day"], "ms", DAY_MS],
  [["w", "week"], "ms", WEEK_MS],
  [["mo", "month", "mon"], "month", 1],
  [["q", "quarter", "qtr"], "month", 3],
  [["y", "year", "yr"], "month", YEAR_MONTHS],
];

/** Null where the unit is none or the length is. */
export function periodOf(count: number, unitName: string): Period | null {
  const found = UNITS.find(
    ([names]) => names.includes(unitName) || names.some((name) => `${name}s` === unitName),
  );
  if (found === undefined || count < 1 || !Number.isSafeInteger(count * found[2])) return null;
  return { unit: found[1], length: count * found[2] };
}

/** The beginning of the period that the time is in. */
export function floorTime(timeMs: number, { unit, length }: Period): number {
  if (unit === "ms") {
    const offset = length % WEEK_MS === 0 ? FIRST_MONDAY_MS : 0;
    return Math.floor((timeMs - offset) / length) * length + offset;
  }
  const date = new Date(timeMs);
  const months = (date.getUTCFullYear() - EPOCH_YEAR) * YEAR_MONTHS + date.getUTCMonth();
  return Date.UTC(EPOCH_YEAR, Math.floor(months / length) * length);
}

/** The time itself where a period begins at it, else the beginning of the next one. */
export function ceilTime(timeMs: number, period: Period): number {
  const floor = floorTime(timeMs, period);
  if (floor === timeMs) return timeMs;
  if (period.unit === "ms") return floor + period.length;
  const date = new Date(floor);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + period.length);
}
