// From the values of a question's queries to the page of lines that was asked for. Pure.
import { dynamicLabel, isDynamicLabel } from "./dynamic-label.ts";
import type { MathValue } from "./metric-math-value.ts";
import type { DataQuery, MetricAnswer, MetricLine, MetricQuestion } from "./metric-question.ts";
import type { TimeSeries } from "./time-series.ts";

/** Of a page, beside its points: lines without a point take room too. [I] */
export const LINES_PER_PAGE_MAX = 10_000;

interface WholeLine {
  readonly query: DataQuery;
  readonly series: TimeSeries;
  readonly isOfArray: boolean;
}

/** The page that begins at `question.from`. */
export function pageOfLines(
  question: MetricQuestion,
  values: ReadonlyMap<string, MathValue>,
): MetricAnswer {
  const wholeLines: WholeLine[] = [];
  const unsuitable: string[] = [];
  for (const query of question.queries) {
    if (!query.returnData) continue;
    const value = values.get(query.id);
    if (value?.kind === "series") {
      wholeLines.push({ query, series: value.series, isOfArray: false });
    } else if (value?.kind === "array") {
      for (const series of value.all) wholeLines.push({ query, series, isOfArray: true });
    } else unsuitable.push(query.id);
  }
  const lines: MetricLine[] = [];
  let { line, point } = question.from;
  let left = question.pointsMax;
  for (; line < wholeLines.length; line++, point = 0) {
    const whole = wholeLines[line];
    if (whole === undefined) break;
    if (lines.length >= LINES_PER_PAGE_MAX) return { lines, unsuitable, next: { line, point } };
    const count = Math.max(0, Math.min(whole.series.points.size - point, left));
    left -= count;
    const isWhole = point + count >= whole.series.points.size;
    if (count > 0 || isWhole) lines.push(partOf(whole, question, { point, count }));
    point += count;
    if (!isWhole) return { lines, unsuitable, next: { line, point } };
  }
  return { lines, unsuitable, next: null };
}

function partOf(
  whole: WholeLine,
  question: MetricQuestion,
  { point, count }: { readonly point: number; readonly count: number },
): MetricLine {
  const { query, series, isOfArray } = whole;
  const { isAscending } = question;
  const times = new Float64Array(count);
  const values = new Float64Array(count);
  const { size } = series.points;
  // Places are counted from the newest point where that comes first.
  const first = isAscending ? point : size - point - count;
  let at = 0;
  for (const [atMs, value] of series.points) {
    const place = at - first;
    at++;
    if (place < 0) continue;
    if (place >= count) break;
    times[isAscending ? place : count - 1 - place] = atMs;
    values[isAscending ? place : count - 1 - place] = value;
  }
  return {
    id: query.id,
    label: labelOf(whole, question),
    isOfArray,
    times,
    values,
    isWhole: point + count >= size,
  };
}

/** A label with dynamic values says all of a line of an array; any other comes before the line's own. [I] */
function labelOf({ query, series, isOfArray }: WholeLine, question: MetricQuestion): string {
  const ownLabel = isOfArray ? series.label : defaultLabel(query);
  const label = query.label ?? ownLabel;
  if (isOfArray && query.label !== null && !isDynamicLabel(label)) {
    return [label, ownLabel].filter((part) => part !== "").join(" ");
  }
  return dynamicLabel(label, {
    series,
    defaultLabel: ownLabel,
    metric: query.kind === "metric" ? query : isOfArray ? (series.metric ?? null) : null,
    place: question.labelPlace,
  });
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
function defaultLabel(query: DataQuery): string {
  return query.kind === "metric" ? query.identity.metricName : query.id;
}
