import { expect, test } from "vitest";
import { binOf } from "../metric-distribution.ts";
import type { MetricStatistics } from "../metric-store.ts";
import { statisticValue } from "./statistic-value.ts";
import { parseStatistic } from "./statistic.ts";

function period(values: readonly number[]): MetricStatistics {
  const distribution = new Map<number, number>();
  for (const value of values) {
    distribution.set(binOf(value), (distribution.get(binOf(value)) ?? 0) + 1);
  }
  return {
    sampleCount: values.length,
    sum: values.reduce((a, b) => a + b, 0),
    minimum: Math.min(...values),
    maximum: Math.max(...values),
    distribution,
  };
}

function valueOf(name: string, of: MetricStatistics): number | undefined {
  const statistic = parseStatistic(name);
  if (statistic === undefined) throw new Error(`Cannot parse ${name}`);
  return statisticValue(statistic, of);
}

/** 1 to 100, each once. */
const HUNDRED = period(Array.from({ length: 100 }, (_, n) => n + 1));

/** Relative: half a bin. */
const PRECISION = 0.011;

test.each([
  ["SampleCount", 100],
  ["Sum", 5050],
  ["Average", 50.5],
  ["Minimum", 1],
  ["Maximum", 100],
  ["p0", 1],
  ["p100", 100],
  ["TC(:50%)", 50],
  ["TC(2%:98%)", 96],
])("statisticValue() gives %s of 1 to 100 exactly", (name, value) => {
  expect(valueOf(name, HUNDRED)).toBeCloseTo(value, 9);
});

test.each([
  ["p50", 50],
  ["p99", 99],
  ["p99.9", 100],
  ["tm90", 45.5],
  ["TM(10%:90%)", 50.5],
  ["IQM", 50.5],
  ["TM(50%:)", 75.5],
  ["ts50", 1275],
  ["wm90", (4095 + 900) / 100],
  ["TM(20.5:30.5)", 25.5],
  ["TS(:10.5)", 55],
])("statisticValue() gives %s of 1 to 100 to within a bin", (name, value) => {
  const actual = valueOf(name, HUNDRED) ?? NaN;
  expect(Math.abs(actual - value) / value).toBeLessThan(PRECISION);
});

test("statisticValue() ranks values by PR, above the lower and up to the upper bound", () => {
  const of = period([100, 200, 300, 400]);
  expect(valueOf("PR(:310)", of)).toBe(75);
  expect(valueOf("PR(150:310)", of)).toBe(50);
  expect(valueOf("PR(1000:)", of)).toBe(0);
  expect(valueOf("TC(150:)", of)).toBe(3);
  expect(valueOf("TM(1000:)", of)).toBeUndefined();
});

test("statisticValue() has percentiles of a statistic set only where it has one value", () => {
  const set = { sampleCount: 3, sum: 9, minimum: 3, maximum: 3, distribution: null };
  expect(valueOf("p90", set)).toBe(3);
  expect(valueOf("p90", { ...set, minimum: 1, maximum: 5 })).toBeUndefined();
  expect(valueOf("Average", { ...set, minimum: 1, maximum: 5 })).toBe(3);
});

test("statisticValue() has no percentiles of metrics with negative values", () => {
  expect(valueOf("p50", period([-1, 2]))).toBeUndefined();
  expect(valueOf("Minimum", period([-1, 2]))).toBe(-1);
});

test.each([
  "p101",
  "p",
  "tm",
  "TM()",
  "TM(:)",
  "TM(90%:10%)",
  "PR(1%:2%)",
  "average",
  "q50",
  "TM(1:2%)",
])("parseStatistic() does not know %s", (name) => {
  expect(parseStatistic(name)).toBeUndefined();
});
