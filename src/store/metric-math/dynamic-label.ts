// Dynamic values in labels: `${MAX}`, `${LAST_TIME}`, `${PROP('MetricName')}` and the like, replaced by what the line
// comes to. How AWS writes times and spans of time is not documented. [I]
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/graph-dynamic-labels.html
import { aggregateOfSeries } from "./metric-math-aggregates.ts";
import type { LabelPlace } from "./metric-question.ts";
import type { SeriesMetric, TimeSeries } from "./time-series.ts";

const PLACEHOLDER = /\$\{([A-Z_]+)(?:\(\s*['"]([^'"]*)['"]\s*\))?\}/g;
/** What stands for a value of a line without points. [I] */
const NO_VALUE = "--";
const UNITS_OF_TIME = [
  ["d", 86_400],
  ["h", 3600],
  ["m", 60],
  ["s", 1],
] as const;

/** The line whose label it is. */
export interface LabelledLine {
  readonly series: TimeSeries;
  /** What it would be called without a label. */
  readonly defaultLabel: string;
  /** Null where the line is no metric's. */
  readonly metric: SeriesMetric | null;
  /** Undefined where nobody reads labels. */
  readonly place: LabelPlace | undefined;
}

interface Point {
  readonly atMs: number;
  readonly value: number;
}

/** Whether a label has a placeholder in it, known or not. */
export function isDynamicLabel(label: string): boolean {
  return label.search(PLACEHOLDER) >= 0;
}

/** The label with every placeholder that is known replaced; others stay as they are. */
export function dynamicLabel(label: string, line: LabelledLine): string {
  if (!label.includes("${")) return label;
  return label.replaceAll(
    PLACEHOLDER,
    (whole: string, name: string, argument: string | undefined) =>
      (name === "PROP" ? property(argument ?? "", line) : liveValue(name, line)) ?? whole,
  );
}

function property(name: string, { metric, place }: LabelledLine): string | undefined {
  switch (name) {
    case "AccountId":
      return place?.account;
    case "Region":
      return place?.region;
    case "MetricName":
      return metric?.identity.metricName;
    case "Namespace":
      return metric?.identity.namespace;
    case "Period":
      return metric?.periodSeconds.toString();
    case "Stat":
      return metric?.statisticName;
    default:
      return metric?.identity.dimensions.find((dimension) => `Dim.${dimension.name}` === name)
        ?.value;
  }
}

function liveValue(name: string, line: LabelledLine): string | undefined {
  const { points } = line.series;
  switch (name) {
    case "LABEL":
      return line.defaultLabel;
    case "DATAPOINT_COUNT":
      return String(points.size);
    case "AVG":
    case "SUM":
      return points.size === 0 ? NO_VALUE : figureText(aggregateOfSeries(name, line.series));
    default:
      return ofPoints(name, line);
  }
}

/** `${MAX}`, `${MAX_TIME}`, `${MAX_TIME_RELATIVE}`, `${MIN_MAX_RANGE}`, `${MIN_MAX_TIME_RANGE}`. */
function ofPoints(name: string, { series, place }: LabelledLine): string | undefined {
  const match =
    /^(FIRST|LAST|MIN|MAX|FIRST_LAST|MIN_MAX)(|_TIME|_TIME_RELATIVE|_RANGE|_TIME_RANGE)$/;
  const [, which = "", what = ""] = match.exec(name) ?? [];
  const isOfTwo = which.includes("_");
  if (which === "" || isOfTwo !== what.endsWith("_RANGE")) return undefined;
  const from = pointOf(which.split("_")[0] ?? "", series);
  const to = pointOf(which.split("_").at(-1) ?? "", series);
  if (from === undefined || to === undefined) return NO_VALUE;
  switch (what) {
    case "_RANGE":
      return figureText(Math.abs(to.value - from.value));
    case "_TIME_RANGE":
      return spanText(to.atMs - from.atMs);
    case "_TIME":
      return timeText(to.atMs, place?.zoneMinutes ?? 0);
    case "_TIME_RELATIVE":
      return place === undefined ? undefined : spanText(place.nowMs - to.atMs);
    default:
      return figureText(to.value);
  }
}

function pointOf(which: string, { points }: TimeSeries): Point | undefined {
  let found: Point | undefined;
  for (const [atMs, value] of points) {
    const isBetter =
      found === undefined ||
      which === "LAST" ||
      (which === "MIN" && value < found.value) ||
      (which === "MAX" && value > found.value);
    if (isBetter) found = { atMs, value };
  }
  return found;
}

function figureText(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** `2026-01-01 10:05:00`, in the time zone that was asked for. */
function timeText(atMs: number, zoneMinutes: number): string {
  return new Date(atMs + zoneMinutes * 60_000).toISOString().slice(0, 19).replace("T", " ");
}

/** `1h 5m`. */
function spanText(spanMs: number): string {
  let seconds = Math.round(Math.abs(spanMs) / 1000);
  const parts: string[] = [];
  for (const [unit, length] of UNITS_OF_TIME) {
    const count = Math.floor(seconds / length);
    if (count > 0) parts.push(`${count}${unit}`);
    seconds -= count * length;
  }
  return parts.length === 0 ? "0s" : parts.join(" ");
}
