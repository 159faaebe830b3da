// Evaluates queries over a range of time: reads the metrics and what SEARCH finds, then lets metric math calculate.
import type { MetricIdentity, MetricStore } from "../../store/metric-store.ts";
import type { Scope } from "../../store/records.ts";
import { validationError } from "../../protocol/constraints.ts";
import { combineUnits } from "./combine-units.ts";
import {
  expressionError,
  type DataQuery,
  type ExpressionQuery,
  type MetricStatQuery,
} from "./metric-data-query.ts";
import { MathAllowance } from "./math-allowance.ts";
import { evaluateMetricMath } from "./metric-math-evaluator.ts";
import { MetricMathError } from "./metric-math-error.ts";
import { allNodes, type MathCall } from "./metric-math-node.ts";
import type { MathValue } from "./metric-math-value.ts";
import { isPeriod, roundedStart } from "./metric-period.ts";
import { parseMetricSearch } from "./metric-search.ts";
import { statisticValue } from "./statistic-value.ts";
import { parseStatistic } from "./statistic.ts";
import { PERIODS_MAX, type TimeSeries } from "./time-series.ts";

export interface ReadRange {
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
  readonly nowMs: number;
}

export interface MetricSource {
  readonly metrics: MetricStore;
  readonly scope: Scope;
}

const DEFAULT_PERIOD_SECONDS = 60;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html#search-expression-limits */
const FOUND_MAX = 500;
/** A search looks at no more metrics than that. */
const SEARCHED_MAX = 20_000;
const SEARCH_PAGE = 500;

/** The value of each query, by its id. Throws validation errors for expressions that cannot be evaluated. */
export async function readMetricData(
  queries: readonly DataQuery[],
  source: MetricSource,
  range: ReadRange,
): Promise<ReadonlyMap<string, MathValue>> {
  const read = new Map<string, TimeSeries>();
  const allowance = new MathAllowance();
  for (const query of queries) {
    if (query.kind !== "metric") continue;
    const series = await readSeries(query, source, range);
    spendOnMetric(query.id, series, allowance);
    read.set(query.id, series);
  }
  const defaultPeriod = shortestPeriod(queries);
  const found = new Map<MathCall, readonly TimeSeries[]>();
  for (const query of queries) {
    if (query.kind !== "expression") continue;
    for (const node of allNodes(query.expression)) {
      if (node.kind !== "call" || node.name !== "SEARCH") continue;
      const search = { call: node, source, range, defaultPeriod, allowance };
      found.set(node, await searched(search).catch((e: unknown) => rethrow(query.id, e)));
    }
  }
  return evaluated({ queries, read, found, range, defaultPeriod, allowance });
}

function spendOnMetric(id: string, series: TimeSeries, allowance: MathAllowance): void {
  try {
    allowance.spendOn({ kind: "series", series });
  } catch (error) {
    throw expressionError(id, error);
  }
}

function rethrow(id: string, error: unknown): never {
  throw expressionError(id, error);
}

function shortestPeriod(queries: readonly DataQuery[]): number {
  const periods = queries.flatMap(({ periodSeconds }) => periodSeconds ?? []);
  return periods.length === 0 ? DEFAULT_PERIOD_SECONDS : Math.min(...periods);
}

/** The label of a metric is its name, unless the query has one. */
async function readSeries(
  query: Omit<MetricStatQuery, "kind" | "id" | "returnData" | "statisticName">,
  { metrics, scope }: MetricSource,
  range: ReadRange,
): Promise<TimeSeries> {
  const { identity, unit, periodSeconds } = query;
  const empty = emptySeries(range, periodSeconds);
  const { startMs, endMs } = empty;
  const points = await metrics.read(scope, { identity, unit, startMs, endMs, periodSeconds });
  const values = new Map<number, number>();
  for (const point of combineUnits(points)) {
    const value = statisticValue(query.statistic, point);
    if (value !== undefined && Number.isFinite(value)) values.set(point.startMs, value);
  }
  return { ...empty, label: query.label ?? identity.metricName, isMetric: true, points: values };
}

function emptySeries(range: ReadRange, periodSeconds: number): TimeSeries {
  const startMs = roundedStart(range.startMs, range.nowMs, periodSeconds);
  if ((range.endMs - startMs) / (periodSeconds * 1000) > PERIODS_MAX) {
    throw validationError(
      `The time range has more than ${PERIODS_MAX} periods. You may increase Period or decrease the time range.`,
    );
  }
  return {
    label: "",
    isMetric: false,
    periodSeconds,
    startMs,
    endMs: range.endMs,
    points: new Map(),
  };
}

interface Search {
  readonly call: MathCall;
  readonly source: MetricSource;
  readonly range: ReadRange;
  readonly defaultPeriod: number;
  readonly allowance: MathAllowance;
}

/** SEARCH('expression', 'statistic'[, period]). */
async function searched(search: Search): Promise<TimeSeries[]> {
  const { call, source, range, defaultPeriod, allowance } = search;
  allowance.spendSearch();
  const [expression, statisticName, period] = call.args;
  if (expression?.kind !== "text" || statisticName?.kind !== "text") {
    throw new MetricMathError("SEARCH needs a search expression and a statistic, both in quotes");
  }
  const statistic = parseStatistic(statisticName.text);
  if (statistic === undefined) {
    throw new MetricMathError(`There is no statistic '${statisticName.text}'`);
  }
  const periodSeconds = period?.kind === "number" ? period.value : defaultPeriod;
  if (!isPeriod(periodSeconds)) {
    throw new MetricMathError(`${periodSeconds} is not a valid period`);
  }
  const all: TimeSeries[] = [];
  for (const identity of await matching(expression.text, source)) {
    const query = { identity, statistic, periodSeconds, unit: null, label: foundLabel(identity) };
    const series = await readSeries(query, source, range);
    allowance.spendOn({ kind: "series", series });
    all.push(series);
  }
  return all;
}

async function matching(text: string, { metrics, scope }: MetricSource): Promise<MetricIdentity[]> {
  const search = parseMetricSearch(text);
  const dimensions = search.dimensionNames.map((name) => ({ name, value: null }));
  const matches: MetricIdentity[] = [];
  let after: string | null = null;
  for (let seen = 0; seen < SEARCHED_MAX && matches.length < FOUND_MAX; seen += SEARCH_PAGE) {
    const query = { namespace: search.namespace, metricName: null, dimensions };
    const page: Awaited<ReturnType<MetricStore["search"]>> = await metrics.search(scope, {
      ...query,
      activeSinceMs: null,
      after,
      limit: SEARCH_PAGE,
    });
    matches.push(...page.metrics.filter(search.matches));
    after = page.next;
    if (after === null) break;
  }
  return matches.slice(0, FOUND_MAX);
}

/** The values of its dimensions and its name. [I] */
function foundLabel({ metricName, dimensions }: MetricIdentity): string {
  return [...dimensions.map(({ value }) => value), metricName].join(" ");
}

interface Evaluation {
  readonly queries: readonly DataQuery[];
  readonly read: ReadonlyMap<string, TimeSeries>;
  readonly found: ReadonlyMap<MathCall, readonly TimeSeries[]>;
  readonly range: ReadRange;
  readonly defaultPeriod: number;
  readonly allowance: MathAllowance;
}

/** Each expression once, also where others refer to it. That none refers to itself has been checked. */
function evaluated(evaluation: Evaluation): Map<string, MathValue> {
  const { queries, read, found, range, defaultPeriod, allowance } = evaluation;
  const byId = new Map(queries.map((query) => [query.id, query]));
  const values = new Map<string, MathValue>();
  const evaluate = (query: ExpressionQuery): MathValue => {
    try {
      return evaluateMetricMath(query.expression, {
        valueOf,
        metrics: (idPart) =>
          [...read].filter(([id]) => id.includes(idPart)).map(([, series]) => series),
        found: (call) => found.get(call) ?? [],
        range: emptySeries(range, query.periodSeconds ?? defaultPeriod),
        allowance,
      });
    } catch (error) {
      throw expressionError(query.id, error);
    }
  };
  const valueOf = (id: string): MathValue => {
    const query = byId.get(id);
    const series = read.get(id);
    const known = values.get(id);
    if (known !== undefined) return known;
    if (query === undefined) throw new MetricMathError(`There is no query with the id '${id}'`);
    const value: MathValue =
      query.kind === "expression"
        ? evaluate(query)
        : { kind: "series", series: series ?? emptySeries(range, query.periodSeconds) };
    values.set(id, value);
    return value;
  };
  for (const { id } of queries) valueOf(id);
  return values;
}
