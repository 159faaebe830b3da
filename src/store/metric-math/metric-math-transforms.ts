// Functions of metric math that make each value of a series anew: from itself, from the one before it, or from the
// time it stands at.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-functions-list
import { mapPoints } from "./metric-math-operators.ts";
import { periodStarts, type TimeSeries } from "./time-series.ts";

type Points = Iterable<readonly [number, number]>;

function* differences(
  { points }: TimeSeries,
  between: (value: number, previous: number, seconds: number) => number,
): Generator<[number, number]> {
  let previous: readonly [number, number] | undefined;
  for (const [atMs, value] of points) {
    if (previous !== undefined) {
      yield [atMs, between(value, previous[1], (atMs - previous[0]) / 1000)];
    }
    previous = [atMs, value];
  }
}

function* runningSum({ points }: TimeSeries): Generator<[number, number]> {
  let total = 0;
  for (const [atMs, value] of points) {
    total += value;
    yield [atMs, total];
  }
}

/** A value for every period, also where the series has none. */
function* fromTime(
  series: TimeSeries,
  valueOf: (date: Date) => number,
): Generator<[number, number]> {
  for (const atMs of periodStarts(series)) yield [atMs, valueOf(new Date(atMs))];
}

/** Monday is 1, Sunday is 7. */
function dayOfWeek(date: Date): number {
  return date.getUTCDay() === 0 ? 7 : date.getUTCDay();
}

/** Each by its name; the argument is a series or an array of them. */
export const TRANSFORMS: ReadonlyMap<string, (series: TimeSeries) => Points> = new Map<
  string,
  (series: TimeSeries) => Points
>([
  ["ABS", ({ points }) => mapPoints(points, Math.abs)],
  ["CEIL", ({ points }) => mapPoints(points, Math.ceil)],
  ["FLOOR", ({ points }) => mapPoints(points, Math.floor)],
  ["LOG", ({ points }) => mapPoints(points, Math.log)],
  ["LOG10", ({ points }) => mapPoints(points, Math.log10)],
  ["DIFF", (series) => differences(series, (value, previous) => value - previous)],
  ["DIFF_TIME", (series) => differences(series, (_value, _previous, seconds) => seconds)],
  ["RATE", (series) => differences(series, (value, previous, s) => (value - previous) / s)],
  ["RUNNING_SUM", runningSum],
  ["MINUTE", (series) => fromTime(series, (date) => date.getUTCMinutes())],
  ["HOUR", (series) => fromTime(series, (date) => date.getUTCHours())],
  ["DAY", (series) => fromTime(series, dayOfWeek)],
  ["DATE", (series) => fromTime(series, (date) => date.getUTCDate())],
  ["MONTH", (series) => fromTime(series, (date) => date.getUTCMonth() + 1)],
  ["YEAR", (series) => fromTime(series, (date) => date.getUTCFullYear())],
  ["EPOCH", (series) => fromTime(series, (date) => Math.floor(date.getTime() / 1000))],
]);
