// Operators of metric math between scalars, series and arrays. Where two series meet, each time at which either has
// a value gives one, and a missing value counts as 0; a division by zero drops the point.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-arithmetic
import { arithmetic } from "../../base/arithmetic.ts";
import type { BinaryOperator } from "./metric-math-node.ts";
import { mapSeries, scalar, unsuitable, type MathValue } from "./metric-math-value.ts";
import { derivedSeries, unionOfTimes, type TimeSeries } from "./time-series.ts";

/** `left operator right`. */
export function applyBinary(
  operator: BinaryOperator,
  left: MathValue,
  right: MathValue,
): MathValue {
  if (left.kind === "array") {
    if (right.kind === "array")
      throw unsuitable(`${operator} after an array of time series`, right);
    const all = left.all.map((series) => combined(operator, { kind: "series", series }, right));
    return { kind: "array", all: all.flatMap(seriesIn) };
  }
  if (right.kind === "array") {
    const all = right.all.map((series) => combined(operator, left, { kind: "series", series }));
    return { kind: "array", all: all.flatMap(seriesIn) };
  }
  return combined(operator, left, right);
}

/** `-value` or `NOT value`. */
export function applyUnary(operator: "-" | "NOT", value: MathValue): MathValue {
  const change = operator === "-" ? (x: number) => -x : (x: number) => (x === 0 ? 1 : 0);
  if (value.kind === "scalar") return scalar(change(value.value));
  return mapSeries(operator, value, ({ points }) => mapPoints(points, change));
}

function seriesIn(value: MathValue): TimeSeries[] {
  return value.kind === "series" ? [value.series] : [];
}

function combined(operator: BinaryOperator, left: MathValue, right: MathValue): MathValue {
  if (left.kind === "scalar" && right.kind === "scalar") {
    return scalar(calculate(operator, left.value, right.value));
  }
  if (left.kind === "series" && right.kind === "scalar") {
    const change = (value: number) => calculate(operator, value, right.value);
    return {
      kind: "series",
      series: derivedSeries(left.series, mapPoints(left.series.points, change)),
    };
  }
  if (left.kind === "scalar" && right.kind === "series") {
    const change = (value: number) => calculate(operator, left.value, value);
    return {
      kind: "series",
      series: derivedSeries(right.series, mapPoints(right.series.points, change)),
    };
  }
  if (left.kind === "series" && right.kind === "series") {
    return { kind: "series", series: combinedSeries(operator, left.series, right.series) };
  }
  throw unsuitable(operator, left.kind === "text" || left.kind === "word" ? left : right);
}

function combinedSeries(operator: BinaryOperator, left: TimeSeries, right: TimeSeries): TimeSeries {
  const times = unionOfTimes([left, right]);
  // Of two periods the longer one. [I]
  const base = right.periodSeconds > left.periodSeconds ? right : left;
  return derivedSeries(
    base,
    times.map((atMs): [number, number] => [
      atMs,
      calculate(operator, left.points.get(atMs) ?? 0, right.points.get(atMs) ?? 0),
    ]),
  );
}

export function* mapPoints(
  points: ReadonlyMap<number, number>,
  change: (value: number) => number,
): Generator<[number, number]> {
  for (const [atMs, value] of points) yield [atMs, change(value)];
}

function calculate(operator: BinaryOperator, left: number, right: number): number {
  switch (operator) {
    case "==":
      return Number(left === right);
    case "!=":
      return Number(left !== right);
    case "<=":
      return Number(left <= right);
    case ">=":
      return Number(left >= right);
    case "<":
      return Number(left < right);
    case ">":
      return Number(left > right);
    case "AND":
      return Number(left !== 0 && right !== 0);
    case "OR":
      return Number(left !== 0 || right !== 0);
    default:
      return arithmetic(operator, left, right);
  }
}
