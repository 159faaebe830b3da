// Functions of metric math that choose from an array of time series or put it in order.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-functions-list
import { aggregateOfSeries } from "./metric-math-aggregates.ts";
import { MetricMathError } from "./metric-math-error.ts";
import {
  argumentOf,
  arrayOf,
  scalar,
  scalarOf,
  unsuitable,
  type MathValue,
} from "./metric-math-value.ts";
import type { TimeSeries } from "./time-series.ts";

type ArrayFunction = (all: readonly TimeSeries[], args: readonly MathValue[]) => MathValue;

const SORT_FUNCTIONS: ReadonlySet<string> = new Set(["AVG", "MIN", "MAX", "SUM"]);

function sort(all: readonly TimeSeries[], args: readonly MathValue[]): MathValue {
  const by = wordOf(argumentOf("SORT", args, 1), SORT_FUNCTIONS);
  const direction = wordOf(argumentOf("SORT", args, 2), new Set(["ASC", "DESC"]));
  const limit = args[3] === undefined ? all.length : wholeOf("SORT", args[3]);
  const sign = direction === "ASC" ? 1 : -1;
  // Series without a value come last either way.
  const keyed = all.map((series) => ({ series, key: aggregateOfSeries(by, series) }));
  const known = keyed.filter(({ series }) => series.points.size > 0);
  const empty = keyed.filter(({ series }) => series.points.size === 0);
  known.sort((a, b) => sign * (a.key - b.key));
  return { kind: "array", all: [...known, ...empty].slice(0, limit).map(({ series }) => series) };
}

function slice(all: readonly TimeSeries[], args: readonly MathValue[]): MathValue {
  const start = wholeOf("SLICE", argumentOf("SLICE", args, 1));
  const end = args[2] === undefined ? all.length : wholeOf("SLICE", args[2]);
  return { kind: "array", all: all.slice(start, end) };
}

function single(series: TimeSeries | undefined): MathValue {
  return series === undefined ? { kind: "array", all: [] } : { kind: "series", series };
}

function wordOf(value: MathValue, allowed: ReadonlySet<string>): string {
  if (value.kind !== "word") throw unsuitable("SORT", value);
  if (allowed.has(value.word)) return value.word;
  throw new MetricMathError(`'${value.word}' is not one of ${[...allowed].join(", ")}`);
}

function wholeOf(name: string, value: MathValue): number {
  const number = scalarOf(name, value);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new MetricMathError(`The function ${name} needs a whole number that is not negative`);
}

const ARRAY_FUNCTIONS: ReadonlyMap<string, ArrayFunction> = new Map<string, ArrayFunction>([
  ["FIRST", (all) => single(all[0])],
  ["LAST", (all) => single(all.at(-1))],
  ["METRIC_COUNT", (all) => scalar(all.length)],
  ["REMOVE_EMPTY", (all) => ({ kind: "array", all: all.filter(({ points }) => points.size > 0) })],
  ["SLICE", slice],
  ["SORT", sort],
]);

/** The functions' names. */
export const ARRAY_FUNCTION_NAMES: readonly string[] = [...ARRAY_FUNCTIONS.keys()];

/** The function of that name, one of ARRAY_FUNCTION_NAMES. */
export function arrayFunction(name: string, args: readonly MathValue[]): MathValue {
  const all = arrayOf(name, argumentOf(name, args, 0));
  const run = ARRAY_FUNCTIONS.get(name);
  if (run === undefined) throw new MetricMathError(`Unsupported function: ${name}`);
  return run(all, args);
}
