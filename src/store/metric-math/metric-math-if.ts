// IF(condition, trueValue[, falseValue]): a series made of two others by a condition that is looked at for every
// time. A condition of 0 is false, any other value is true.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#using-IF-expressions
import { MetricMathError } from "./metric-math-error.ts";
import { argumentOf, scalar, unsuitable, type MathValue } from "./metric-math-value.ts";
import { derivedSeries, type TimeSeries } from "./time-series.ts";

const ARGUMENTS_MAX = 3;

export function conditional(args: readonly MathValue[]): MathValue {
  const condition = argumentOf("IF", args, 0);
  const whenTrue = argumentOf("IF", args, 1);
  const whenFalse = args[2];
  if (args.length > ARGUMENTS_MAX) {
    throw new MetricMathError(`The function IF takes at most ${ARGUMENTS_MAX} arguments`);
  }
  if (condition.kind === "scalar") return chosen(condition.value !== 0, whenTrue, whenFalse);
  if (condition.kind !== "series") throw unsuitable("IF", condition);
  const series = condition.series;
  return { kind: "series", series: derivedSeries(series, mixed(series, whenTrue, whenFalse)) };
}

/** Of a scalar condition: one of the two whole, an empty series where it is left out. */
function chosen(isTrue: boolean, whenTrue: MathValue, whenFalse: MathValue | undefined): MathValue {
  if (isTrue) return whenTrue;
  if (whenFalse !== undefined) return whenFalse;
  return whenTrue.kind === "series"
    ? { kind: "series", series: derivedSeries(whenTrue.series, []) }
    : scalar(NaN);
}

function* mixed(
  { points }: TimeSeries,
  whenTrue: MathValue,
  whenFalse: MathValue | undefined,
): Generator<[number, number]> {
  for (const [atMs, condition] of points) {
    if (condition !== 0) {
      // What is missing where the condition is true counts as 0.
      yield [atMs, valueAt(whenTrue, atMs) ?? 0];
    } else if (whenFalse !== undefined) {
      const value = valueAt(whenFalse, atMs);
      if (value !== undefined) yield [atMs, value];
    }
  }
}

function valueAt(value: MathValue, atMs: number): number | undefined {
  if (value.kind === "scalar") return value.value;
  if (value.kind === "series") return value.series.points.get(atMs);
  throw unsuitable("IF", value);
}
