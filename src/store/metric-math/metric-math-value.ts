// What a part of a metric math expression comes to: a scalar, a time series, an array of them (S, TS and TS[] in
// AWS's tables), or something that is only an argument.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-datatypes
import { MetricMathError } from "./metric-math-error.ts";
import { derivedSeries, type TimeSeries } from "./time-series.ts";

export type MathValue =
  | { readonly kind: "scalar"; readonly value: number }
  | { readonly kind: "series"; readonly series: TimeSeries }
  | { readonly kind: "array"; readonly all: readonly TimeSeries[] }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "word"; readonly word: string };

const KIND_NAMES: Readonly<Record<MathValue["kind"], string>> = {
  scalar: "a scalar",
  series: "a time series",
  array: "an array of time series",
  text: "a text",
  word: "a word",
};

export function scalar(value: number): MathValue {
  return { kind: "scalar", value };
}

/** An argument of a function, refused where it is not there. */
export function argumentOf(name: string, args: readonly MathValue[], index: number): MathValue {
  const argument = args[index];
  if (argument !== undefined) return argument;
  throw new MetricMathError(`The function ${name} needs at least ${index + 1} argument(s)`);
}

export function unsuitable(name: string, value: MathValue): MetricMathError {
  return new MetricMathError(`${name} cannot be used with ${KIND_NAMES[value.kind]}`);
}

export function scalarOf(name: string, value: MathValue): number {
  if (value.kind !== "scalar") throw unsuitable(name, value);
  return value.value;
}

export function seriesOf(name: string, value: MathValue): TimeSeries {
  if (value.kind !== "series") throw unsuitable(name, value);
  return value.series;
}

export function arrayOf(name: string, value: MathValue): readonly TimeSeries[] {
  if (value.kind !== "array") throw unsuitable(name, value);
  return value.all;
}

/** Applies `change` to the series, or to each one of the array. */
export function mapSeries(
  name: string,
  value: MathValue,
  change: (series: TimeSeries) => Iterable<readonly [number, number]>,
): MathValue {
  if (value.kind === "series") {
    return { kind: "series", series: derivedSeries(value.series, change(value.series)) };
  }
  const all = arrayOf(name, value);
  return { kind: "array", all: all.map((series) => derivedSeries(series, change(series))) };
}
