// From the tree of a metric math expression to its value. Pure: the metrics and what SEARCH finds have been read
// before (answer-metric-question.ts).
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
import { aggregate, AGGREGATE_NAMES } from "./metric-math-aggregates.ts";
import { arrayFunction, ARRAY_FUNCTION_NAMES } from "./metric-math-arrays.ts";
import { MetricMathError } from "./metric-math-error.ts";
import type { MathAllowance } from "./math-allowance.ts";
import { fill } from "./metric-math-fill.ts";
import { conditional } from "./metric-math-if.ts";
import type { MathCall, MathNode } from "./metric-math-node.ts";
import { applyBinary, applyUnary } from "./metric-math-operators.ts";
import { TRANSFORMS } from "./metric-math-transforms.ts";
import {
  argumentOf,
  mapSeries,
  scalar,
  scalarOf,
  seriesOf,
  unsuitable,
  type MathValue,
} from "./metric-math-value.ts";
import { derivedSeries, periodStarts, type TimeSeries } from "./time-series.ts";

/** What the expression is evaluated among. */
export interface MathEnvironment {
  /** The value of another query, by its id. Throws MetricMathError when there is none. */
  readonly valueOf: (id: string) => MathValue;
  /** The metrics of the request whose id contains the text, in the request's order. */
  readonly metrics: (idPart: string) => readonly TimeSeries[];
  /** What a call of SEARCH finds. */
  readonly found: (call: MathCall) => readonly TimeSeries[];
  /** Without values; gives TIME_SERIES its range and period. */
  readonly range: TimeSeries;
  /** What all expressions of a request may cost together. */
  readonly allowance: MathAllowance;
  /** Called between the parts of the work. */
  readonly pause: () => void;
}

/** Functions that need what Postern does not have. */
const ABSENT_FUNCTIONS: ReadonlySet<string> = new Set([
  "ANOMALY_DETECTION_BAND",
  "DB_PERF_INSIGHTS",
  "INSIGHT_RULE_METRIC",
  "LAMBDA",
  "SERVICE_QUOTA",
]);

type MathFunction = (args: readonly MathValue[], environment: MathEnvironment) => MathValue;

const OTHER_FUNCTIONS: ReadonlyMap<string, MathFunction> = new Map<string, MathFunction>([
  ["FILL", fill],
  ["IF", conditional],
  ["METRICS", metrics],
  ["PERIOD", (args) => scalar(metricOf(argumentOf("PERIOD", args, 0)).periodSeconds)],
  ["TIME_SERIES", timeSeries],
]);

/** The value of the expression. Throws MetricMathError. */
export function evaluateMetricMath(node: MathNode, environment: MathEnvironment): MathValue {
  const value = valueOfNode(node, environment);
  environment.allowance.spendOn(value);
  if (value.kind === "series" || value.kind === "array") environment.pause();
  return value;
}

function valueOfNode(node: MathNode, environment: MathEnvironment): MathValue {
  switch (node.kind) {
    case "number":
      return scalar(node.value);
    case "text":
      return node;
    case "word":
      return node;
    case "reference":
      return environment.valueOf(node.id);
    case "array":
      return { kind: "array", all: gathered(node.items, environment) };
    case "unary":
      return applyUnary(node.operator, evaluateMetricMath(node.operand, environment));
    case "binary":
      return applyBinary(
        node.operator,
        evaluateMetricMath(node.left, environment),
        evaluateMetricMath(node.right, environment),
      );
    case "call":
      return call(node, environment);
  }
}

/** Bounded while it grows: arrays of arrays of arrays would have no end. */
function gathered(items: readonly MathNode[], environment: MathEnvironment): TimeSeries[] {
  const all: TimeSeries[] = [];
  for (const item of items) {
    const some = elements(item, environment);
    environment.allowance.checkSeries(all.length + some.length);
    for (const series of some) all.push(series);
  }
  return all;
}

/** Arrays in arrays are one array. */
function elements(item: MathNode, environment: MathEnvironment): readonly TimeSeries[] {
  const value = evaluateMetricMath(item, environment);
  if (value.kind === "series") return [value.series];
  if (value.kind === "array") return value.all;
  throw unsuitable("An array", value);
}

function call(node: MathCall, environment: MathEnvironment): MathValue {
  const { name } = node;
  if (name === "SEARCH") return { kind: "array", all: environment.found(node) };
  if (ABSENT_FUNCTIONS.has(name)) {
    throw new MetricMathError(`Postern does not have the function ${name}`);
  }
  const args = node.args.map((argument) => evaluateMetricMath(argument, environment));
  const transform = TRANSFORMS.get(name);
  if (transform !== undefined) return mapSeries(name, argumentOf(name, args, 0), transform);
  if (AGGREGATE_NAMES.includes(name)) return aggregate(name, argumentOf(name, args, 0));
  if (ARRAY_FUNCTION_NAMES.includes(name)) return arrayFunction(name, args);
  const other = OTHER_FUNCTIONS.get(name);
  if (other === undefined) throw new MetricMathError(`Unsupported function: ${name}`);
  return other(args, environment);
}

/** METRICS() or METRICS("part of an id"): expressions are not among them. */
function metrics(args: readonly MathValue[], environment: MathEnvironment): MathValue {
  const part = args[0];
  if (part !== undefined && part.kind !== "text") throw unsuitable("METRICS", part);
  return { kind: "array", all: environment.metrics(part?.text ?? "") };
}

/** PERIOD is for metrics, not for what expressions come to. */
function metricOf(value: MathValue): TimeSeries {
  const series = seriesOf("PERIOD", value);
  if (series.isMetric) return series;
  throw new MetricMathError("The function PERIOD can only be used with metrics");
}

function timeSeries(args: readonly MathValue[], { range }: MathEnvironment): MathValue {
  const value = scalarOf("TIME_SERIES", argumentOf("TIME_SERIES", args, 0));
  const points = function* (): Generator<[number, number]> {
    for (const atMs of periodStarts(range)) yield [atMs, value];
  };
  return { kind: "series", series: derivedSeries(range, points()) };
}
