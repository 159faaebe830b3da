import { expect, test } from "vitest";
import { MathAllowance } from "./math-allowance.ts";
import { evaluateMetricMath, type MathEnvironment } from "./metric-math-evaluator.ts";
import { parseMetricMath } from "./metric-math-parser.ts";
import type { MathValue } from "./metric-math-value.ts";
import type { TimeSeries } from "./time-series.ts";

/** A Sunday. */
const START_MS = Date.UTC(2026, 10, 22, 10, 58);
const PERIOD_MS = 60_000;
type Values = readonly (number | null)[];

function series(label: string, values: Values): TimeSeries {
  const points = values.flatMap((value, n): [number, number][] =>
    value === null ? [] : [[START_MS + n * PERIOD_MS, value]],
  );
  return {
    label,
    isMetric: true,
    periodSeconds: 60,
    startMs: START_MS,
    endMs: START_MS + values.length * PERIOD_MS,
    points: new Map(points),
  };
}

function shown({ points, startMs, endMs }: TimeSeries): Values {
  return Array.from(
    { length: (endMs - startMs) / PERIOD_MS },
    (_, n) => points.get(startMs + n * PERIOD_MS) ?? null,
  );
}

/** A scalar as a number, a series as its values with null for missing, an array as a list of those. */
function evaluate(expression: string, metrics: Record<string, Values> = {}): unknown {
  const all = new Map(Object.entries(metrics).map(([id, values]) => [id, series(id, values)]));
  const length = Object.values(metrics)[0]?.length ?? 3;
  const environment: MathEnvironment = {
    valueOf(id): MathValue {
      const found = all.get(id);
      if (found === undefined) throw new Error(`Cannot find ${id}`);
      return { kind: "series", series: found };
    },
    metrics: (part) => [...all.values()].filter(({ label }) => label.includes(part)),
    found: () => [...all.values()],
    range: series("", Array<null>(length).fill(null)),
    allowance: new MathAllowance(),
    pause: () => {},
  };
  const value = evaluateMetricMath(parseMetricMath(expression), environment);
  switch (value.kind) {
    case "scalar":
      return value.value;
    case "series":
      return shown(value.series);
    case "array":
      return value.all.map(shown);
    case "text":
    case "word":
      return value;
  }
}

const TWO = { m1: [30, 20, 0, 0], m2: [20, null, 20, null] };

test.each([
  ["1+2*3", 7],
  ["(1+2)*3", 9],
  ["2^3^2", 512],
  ["-2^2", -4],
  ["10-4-3", 3],
  ["8/4/2", 1],
  ["1e3 + .5", 1000.5],
  ["1 + 1 == 2 AND 3 > 2", 1],
  ["0 && 1 || 1", 1],
  ["0 AND (1 OR 1)", 0],
  ["NOT 1 == 2", 1],
  ["!1", 0],
  ["1 <= 1", 1],
  ["2 != 2", 0],
])("evaluateMetricMath() calculates %s as %d", (expression, value) => {
  expect(evaluate(expression)).toBe(value);
});

test.each([
  ["m1 + m2", [50, 20, 20, 0]],
  ["m1 - 10", [20, 10, -10, -10]],
  ["100 - m1", [70, 80, 100, 100]],
  ["-m1", [-30, -20, -0, -0]],
  ["m1 / m2", [1.5, null, 0, null]],
  ["m2 / m1", [20 / 30, 0, null, null]],
  // The three of AWS's page.
  ["(m1 < m2)", [0, 0, 1, 0]],
  ["(m1 >= 30)", [1, 0, 0, 0]],
  ["(m1 > 15 AND m2 > 15)", [1, 0, 0, 0]],
])(
  "evaluateMetricMath() counts a missing value as 0 and drops divisions by it: %s",
  (expression, values) => {
    expect(evaluate(expression, TWO)).toEqual(values);
  },
);

test("evaluateMetricMath() applies operators to each series of an array", () => {
  expect(evaluate("[m1, m2] * 2", TWO)).toEqual([
    [60, 40, 0, 0],
    [40, null, 40, null],
  ]);
  expect(evaluate("100 / [m1, m2]", { m1: [10, 0], m2: [20, 50] })).toEqual([
    [10, null],
    [5, 2],
  ]);
  expect(evaluate("METRICS() - m2", { m1: [3], m2: [1] })).toEqual([[2], [0]]);
  expect(evaluate("SUM(-[m1, m2])", { m1: [3], m2: [1] })).toEqual([-4]);
});

const FIVE = { m1: [1, null, 4, 9, null] };

test.each([
  ["ABS(-m1)", [1, null, 4, 9, null]],
  ["CEIL(m1 / 2)", [1, null, 2, 5, null]],
  ["FLOOR(m1 / 2)", [0, null, 2, 4, null]],
  ["LOG10(m1 * 10) * 0 + 1", [1, null, 1, 1, null]],
  ["DIFF(m1)", [null, null, 3, 5, null]],
  ["DIFF_TIME(m1)", [null, null, 120, 60, null]],
  ["RATE(m1)", [null, null, 3 / 120, 5 / 60, null]],
  ["RUNNING_SUM(m1)", [1, null, 5, 14, null]],
  ["FILL(m1, 0)", [1, 0, 4, 9, 0]],
  ["FILL(m1, REPEAT)", [1, 1, 4, 9, 9]],
  ["FILL(m1, LINEAR)", [1, 2.5, 4, 9, null]],
  ["FILL(m1, MAX(m1))", [1, 9, 4, 9, 9]],
  ["MINUTE(m1)", [58, 59, 0, 1, 2]],
  ["HOUR(m1)", [10, 10, 11, 11, 11]],
  ["DAY(m1)", [7, 7, 7, 7, 7]],
  ["DATE(m1)", [22, 22, 22, 22, 22]],
  ["MONTH(m1)", [11, 11, 11, 11, 11]],
  ["YEAR(m1)", [2026, 2026, 2026, 2026, 2026]],
  ["EPOCH(m1) - " + String(START_MS / 1000), [0, 60, 120, 180, 240]],
  ["m1 / PERIOD(m1) * 60", [1, null, 4, 9, null]],
])("evaluateMetricMath() knows %s", (expression, values) => {
  expect(evaluate(expression, FIVE)).toEqual(values);
});

test("evaluateMetricMath() takes a scalar of one series and a series of several", () => {
  const metrics = { m1: [2, null, 4], m2: [4, 8, null] };
  expect(evaluate("AVG(m1)", metrics)).toBe(3);
  expect(evaluate("SUM(m1)", metrics)).toBe(6);
  expect(evaluate("MIN(m1)", metrics)).toBe(2);
  expect(evaluate("MAX(m1)", metrics)).toBe(4);
  expect(evaluate("STDDEV(m1)", metrics)).toBe(1);
  expect(evaluate("DATAPOINT_COUNT(m1)", metrics)).toBe(2);
  expect(evaluate("METRIC_COUNT(METRICS())", metrics)).toBe(2);
  expect(evaluate("AVG(METRICS())", metrics)).toEqual([3, 4, 2]);
  expect(evaluate("SUM(METRICS())", metrics)).toEqual([6, 8, 4]);
  expect(evaluate("MIN([m1, m2])", metrics)).toEqual([2, 8, 4]);
  expect(evaluate("MAX([m1, m2])", metrics)).toEqual([4, 8, 4]);
  expect(evaluate("STDDEV([m1, m2])", metrics)).toEqual([1, 0, 0]);
  expect(evaluate("DATAPOINT_COUNT([m1, m2])", metrics)).toEqual([2, 1, 1]);
  expect(evaluate("TIME_SERIES(MAX(m2))", metrics)).toEqual([8, 8, 8]);
  expect(evaluate("m2 - AVG(m2)", metrics)).toEqual([-2, 2, null]);
});

test("evaluateMetricMath() chooses from arrays and sorts them", () => {
  const metrics = { errors4xx: [1, 1], errors5xx: [9, null], requests: [5, 5], none: [null, null] };
  expect(evaluate('METRICS("errors")', metrics)).toEqual([
    [1, 1],
    [9, null],
  ]);
  expect(evaluate('SUM([METRICS("4xx"), METRICS("5xx")])', metrics)).toEqual([10, 1]);
  expect(evaluate("FIRST(SORT(METRICS(), AVG, DESC))", metrics)).toEqual([9, null]);
  expect(evaluate("SORT(METRICS(), SUM, ASC, 2)", metrics)).toEqual([
    [1, 1],
    [9, null],
  ]);
  expect(evaluate("LAST(SORT(METRICS(), MAX, ASC))", metrics)).toEqual([null, null]);
  expect(evaluate("SLICE(METRICS(), 2)", metrics)).toEqual([
    [5, 5],
    [null, null],
  ]);
  expect(evaluate("SLICE(METRICS(), 1, 2)", metrics)).toEqual([[9, null]]);
  expect(evaluate("REMOVE_EMPTY(METRICS())", metrics)).toHaveLength(3);
});

test("evaluateMetricMath() chooses by IF as the tables of AWS's page show", () => {
  const metrics = {
    m1: [1, 1, 0, 0, null],
    m2: [30, null, 0, 0, 30],
    m3: [0, 0, 20, null, 20],
  };
  expect(evaluate("IF(m1, m2, m3)", metrics)).toEqual([30, 0, 20, null, null]);
  expect(evaluate("IF(m1, 5, m3)", metrics)).toEqual([5, 5, 20, null, null]);
  expect(evaluate("IF(m1, m2, 5)", metrics)).toEqual([30, 0, 5, 5, null]);
  expect(evaluate("IF(m1, m2)", metrics)).toEqual([30, 0, null, null, null]);
  expect(evaluate("IF(1, m2, m3)", metrics)).toEqual([30, null, 0, 0, 30]);
  expect(evaluate("IF(0, m2, m3)", metrics)).toEqual([0, 0, 20, null, 20]);
  expect(evaluate("IF(0, m2)", metrics)).toEqual([null, null, null, null, null]);
  expect(evaluate("IF(m2 < 10, 10, 2)", metrics)).toEqual([2, null, 10, 10, 2]);
});

test.each([
  ["m1 +", "Unexpected end"],
  ["(m1", "Unexpected end"],
  ["m1 m1", "Unexpected 'm1' at 4"],
  ["m1 # 2", "Unexpected character '#' at 4"],
  ["AVG()", "at least 1 argument"],
  ["METRICS() + METRICS()", "an array of time series"],
  ["TIME_SERIES(AVG([m1]))", "TIME_SERIES cannot be used with a time series"],
  ["AVG(1)", "AVG cannot be used with a scalar"],
  ["PERIOD(m1 + 1)", "only be used with metrics"],
  ["SORT(METRICS(), MEDIAN, ASC)", "'MEDIAN' is not one of"],
  ["SLICE(METRICS(), -1)", "not negative"],
  ["FILL(m1, FORWARD)", "FILL cannot be used with a word"],
  ["NOPE(m1)", "Unsupported function: NOPE"],
  ["avg(m1)", "Unsupported function: avg"],
  ["ANOMALY_DETECTION_BAND(m1)", "Postern does not have the function ANOMALY_DETECTION_BAND"],
  ["'text' + 1", "cannot be used with a text"],
  [`${"(".repeat(70)}m1${")".repeat(70)}`, "nested too deeply"],
  ["1+".repeat(1100) + "1", "longer than 2048"],
])("evaluateMetricMath() refuses %s", (expression, message) => {
  expect(() => evaluate(expression, { m1: [1] })).toThrow(message);
});
