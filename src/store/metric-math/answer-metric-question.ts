// Answers a question: reads the metrics and what SEARCH finds, lets metric math calculate, and cuts the page out of it.
// It may take seconds and is made for a thread that is not the traffic's; between its parts it lets that thread do
// what has come meanwhile.
import type { MetricIdentity, MetricPoint, MetricRead, MetricSearch } from "../metric-store.ts";
import { combineUnits } from "./combine-units.ts";
import { MathAllowance } from "./math-allowance.ts";
import { pageOfLines } from "./metric-lines.ts";
import { MetricMathError } from "./metric-math-error.ts";
import { evaluateMetricMath } from "./metric-math-evaluator.ts";
import { allNodes, type MathCall } from "./metric-math-node.ts";
import type { MathValue } from "./metric-math-value.ts";
import { isPeriod, roundedStart } from "./metric-period.ts";
import {
  MetricQuestionError,
  type DataQuery,
  type ExpressionQuery,
  type MetricAnswer,
  type MetricQuestion,
  type MetricStatQuery,
} from "./metric-question.ts";
import { parseMetricSearch } from "./metric-search.ts";
import { statisticValue } from "./statistic-value.ts";
import { parseStatistic } from "./statistic.ts";
import { PERIODS_MAX, type TimeSeries } from "./time-series.ts";

/** Where the metrics of one account and region are. */
export interface MetricPlace {
  readonly nowMs: number;
  read(query: MetricRead): readonly MetricPoint[];
  search(query: MetricSearch): {
    readonly metrics: readonly MetricIdentity[];
    readonly next: string | null;
  };
  /** Called between the parts of the work. */
  pause(): void;
}

const DEFAULT_PERIOD_SECONDS = 60;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html#search-expression-limits */
const FOUND_MAX = 500;
/** A search looks at no more metrics than that. */
const SEARCHED_MAX = 20_000;
const SEARCH_PAGE = 500;

/** Throws MetricQuestionError for expressions that cannot be evaluated. */
export function answerMetricQuestion(question: MetricQuestion, place: MetricPlace): MetricAnswer {
  return pageOfLines(question, valuesOf(question, place));
}

/** The value of each query, by its id. */
function valuesOf(question: MetricQuestion, place: MetricPlace): ReadonlyMap<string, MathValue> {
  const { queries } = question;
  const read = new Map<string, TimeSeries>();
  const allowance = new MathAllowance();
  const work: Work = { question, place, allowance, defaultPeriod: shortestPeriod(queries) };
  for (const query of queries) {
    if (query.kind !== "metric") continue;
    const series = readSeries(query, work);
    explaining(query.id, () => allowance.spendOn({ kind: "series", series }));
    read.set(query.id, series);
  }
  const found = new Map<MathCall, readonly TimeSeries[]>();
  for (const query of queries) {
    if (query.kind !== "expression") continue;
    for (const node of allNodes(query.expression)) {
      if (node.kind !== "call" || node.name !== "SEARCH") continue;
      found.set(
        node,
        explaining(query.id, () => searched(node, work)),
      );
    }
  }
  return evaluated(work, read, found);
}

/** Says which expression it is that is wrong. */
function explaining<Result>(id: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof MetricMathError)) throw error;
    throw new MetricQuestionError(`Error in expression '${id}': ${error.message}`);
  }
}

/** What answering one question goes by. */
interface Work {
  readonly question: MetricQuestion;
  readonly place: MetricPlace;
  readonly allowance: MathAllowance;
  readonly defaultPeriod: number;
}

function shortestPeriod(queries: readonly DataQuery[]): number {
  const periods = queries.flatMap(({ periodSeconds }) => periodSeconds ?? []);
  return periods.length === 0 ? DEFAULT_PERIOD_SECONDS : Math.min(...periods);
}

/** The label of a metric is its name, unless the query has one. */
function readSeries(
  query: Omit<MetricStatQuery, "kind" | "id" | "returnData" | "statisticName">,
  work: Work,
): TimeSeries {
  const { identity, unit, periodSeconds } = query;
  const empty = emptySeries(work, periodSeconds);
  const { startMs, endMs } = empty;
  const points = work.place.read({ identity, unit, startMs, endMs, periodSeconds });
  const values = new Map<number, number>();
  for (const point of combineUnits(points)) {
    const value = statisticValue(query.statistic, point);
    if (value !== undefined && Number.isFinite(value)) values.set(point.startMs, value);
  }
  work.place.pause();
  return { ...empty, label: query.label ?? identity.metricName, isMetric: true, points: values };
}

function emptySeries({ question, place }: Work, periodSeconds: number): TimeSeries {
  const startMs = roundedStart(question.startMs, place.nowMs, periodSeconds);
  if ((question.endMs - startMs) / (periodSeconds * 1000) > PERIODS_MAX) {
    throw new MetricQuestionError(
      `The time range has more than ${PERIODS_MAX} periods. You may increase Period or decrease the time range.`,
    );
  }
  return {
    label: "",
    isMetric: false,
    periodSeconds,
    startMs,
    endMs: question.endMs,
    points: new Map(),
  };
}

/** SEARCH('expression', 'statistic'[, period]). */
function searched(call: MathCall, work: Work): TimeSeries[] {
  work.allowance.spendSearch();
  const [expression, statisticName, period] = call.args;
  if (expression?.kind !== "text" || statisticName?.kind !== "text") {
    throw new MetricMathError("SEARCH needs a search expression and a statistic, both in quotes");
  }
  const statistic = parseStatistic(statisticName.text);
  if (statistic === undefined) {
    throw new MetricMathError(`There is no statistic '${statisticName.text}'`);
  }
  const periodSeconds = period?.kind === "number" ? period.value : work.defaultPeriod;
  if (!isPeriod(periodSeconds)) {
    throw new MetricMathError(`${periodSeconds} is not a valid period`);
  }
  const all: TimeSeries[] = [];
  for (const identity of matching(expression.text, work.place)) {
    const query = { identity, statistic, periodSeconds, unit: null, label: foundLabel(identity) };
    const metric = { identity, statisticName: statisticName.text, periodSeconds };
    const series = { ...readSeries(query, work), metric };
    work.allowance.spendOn({ kind: "series", series });
    all.push(series);
  }
  return all;
}

function matching(text: string, place: MetricPlace): MetricIdentity[] {
  const search = parseMetricSearch(text);
  const dimensions = search.dimensionNames.map((name) => ({ name, value: null }));
  const matches: MetricIdentity[] = [];
  let after: string | null = null;
  for (let seen = 0; seen < SEARCHED_MAX && matches.length < FOUND_MAX; seen += SEARCH_PAGE) {
    const query = { namespace: search.namespace, metricName: null, dimensions };
    const page: ReturnType<MetricPlace["search"]> = place.search({
      ...query,
      activeSinceMs: null,
      after,
      limit: SEARCH_PAGE,
    });
    matches.push(...page.metrics.filter(search.matches));
    after = page.next;
    place.pause();
    if (after === null) break;
  }
  return matches.slice(0, FOUND_MAX);
}

/** The values of its dimensions and its name. [I] */
function foundLabel({ metricName, dimensions }: MetricIdentity): string {
  return [...dimensions.map(({ value }) => value), metricName].join(" ");
}

/** Each expression once, also where others refer to it. */
function evaluated(
  work: Work,
  read: ReadonlyMap<string, TimeSeries>,
  found: ReadonlyMap<MathCall, readonly TimeSeries[]>,
): ReadonlyMap<string, MathValue> {
  const { allowance, defaultPeriod, place } = work;
  const byId = new Map(work.question.queries.map((query) => [query.id, query]));
  const values = new Map<string, MathValue>();
  const evaluate = (query: ExpressionQuery): MathValue =>
    explaining(query.id, () =>
      evaluateMetricMath(query.expression, {
        valueOf,
        metrics: (idPart) =>
          [...read].filter(([id]) => id.includes(idPart)).map(([, series]) => series),
        found: (call) => found.get(call) ?? [],
        range: emptySeries(work, query.periodSeconds ?? defaultPeriod),
        allowance,
        pause: () => place.pause(),
      }),
    );
  const valueOf = (id: string): MathValue => {
    const query = byId.get(id);
    const series = read.get(id);
    const known = values.get(id);
    if (known !== undefined) return known;
    if (query === undefined) throw new MetricMathError(`There is no query with the id '${id}'`);
    const value: MathValue =
      query.kind === "expression"
        ? evaluate(query)
        : { kind: "series", series: series ?? emptySeries(work, query.periodSeconds) };
    values.set(id, value);
    return value;
  };
  for (const id of byId.keys()) valueOf(id);
  return values;
}
