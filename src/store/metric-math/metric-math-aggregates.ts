// AVG, DATAPOINT_COUNT, MAX, MIN, STDDEV and SUM: of one series a scalar, of an array a series with a value for each
// time at which any of them has one.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-functions-list
import { arrayOf, scalar, type MathValue } from "./metric-math-value.ts";
import { derivedSeries, unionOfTimes, type TimeSeries } from "./time-series.ts";

type Aggregate = (values: readonly number[], seriesCount: number) => number;

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function largest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}

function smallest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

/** Of the whole population. [I] */
function standardDeviation(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length);
}

const AGGREGATES: ReadonlyMap<string, Aggregate> = new Map<string, Aggregate>([
  // Across series a missing value counts as 0, so the sum is shared among all of them.
  ["AVG", (values, seriesCount) => sum(values) / seriesCount],
  ["DATAPOINT_COUNT", (values) => values.length],
  ["MAX", largest],
  ["MIN", smallest],
  ["STDDEV", standardDeviation],
  ["SUM", sum],
]);

/** The functions' names. */
export const AGGREGATE_NAMES: readonly string[] = [...AGGREGATES.keys()];

/** A scalar of a series' values; NaN where it has none to take it of. */
export function aggregateOfSeries(name: string, { points }: TimeSeries): number {
  const values = [...points.values()];
  return AGGREGATES.get(name)?.(values, values.length) ?? NaN;
}

/** The function of that name, one of AGGREGATE_NAMES. */
export function aggregate(name: string, value: MathValue): MathValue {
  if (value.kind === "series") return scalar(aggregateOfSeries(name, value.series));
  const all = arrayOf(name, value);
  const first = all[0];
  if (first === undefined) return { kind: "array", all: [] };
  const times = unionOfTimes(all);
  const points = times.map((atMs): [number, number] => {
    const values = all.flatMap(({ points: each }) => each.get(atMs) ?? []);
    return [atMs, AGGREGATES.get(name)?.(values, all.length) ?? NaN];
  });
  return { kind: "series", series: derivedSeries(first, points) };
}
