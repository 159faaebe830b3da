// What the Prometheus page shows as metrics of OpenTelemetry: counters as cumulative sums, gauges, histograms. The
// figures are read when they are to be sent, and nothing is counted twice.
// https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
import { ValueType, type Attributes, type HrTime } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  DataPointType,
  type DataPoint,
  type Histogram,
  type MetricData,
  type MetricProducer,
} from "@opentelemetry/sdk-metrics";
import type { PrometheusFigures } from "../metrics/prometheus-page.ts";
import { highResolutionTime } from "./high-resolution-time.ts";

export interface FiguresSource {
  figures(): Promise<readonly PrometheusFigures[]>;
}

export interface FiguresOrigin {
  readonly resource: Resource;
  /** Of Postern. */
  readonly version: string;
  /** Since when counters count. */
  readonly startedAtMs: number;
  nowMs(): number;
}

const UNITS: readonly (readonly [suffix: RegExp, unit: string])[] = [
  [/_seconds(_total)?$/, "s"],
  [/_bytes(_total)?$/, "By"],
  [/_ratio$/, "1"],
];

export function createFiguresProducer(
  source: FiguresSource,
  origin: FiguresOrigin,
): MetricProducer {
  return {
    async collect() {
      const { resource, version, startedAtMs } = origin;
      const figures = await source.figures();
      const times = {
        startTime: highResolutionTime(startedAtMs),
        endTime: highResolutionTime(origin.nowMs()),
      };
      const metrics: MetricData[] = [];
      for (const family of figures) {
        const data = metricOf(family, times);
        if (data !== null && data.dataPoints.length > 0) metrics.push(data);
      }
      const scope = { name: "postern", version };
      return { resourceMetrics: { resource, scopeMetrics: [{ scope, metrics }] }, errors: [] };
    },
  };
}

interface Times {
  readonly startTime: HrTime;
  readonly endTime: HrTime;
}

/** Null for what has no counterpart: quantiles computed elsewhere. */
function metricOf(family: PrometheusFigures, times: Times): MetricData | null {
  const isCounter = family.type === "counter";
  const base = {
    descriptor: {
      // "_total" is the notation of Prometheus for what isMonotonic says here.
      name: isCounter ? family.name.replace(/_total$/, "") : family.name,
      description: family.help,
      unit: UNITS.find(([suffix]) => suffix.test(family.name))?.[1] ?? "",
      valueType: ValueType.DOUBLE,
    },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  };
  switch (family.type) {
    case "counter": {
      const dataPoints = numberPoints(family, times);
      return { ...base, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints };
    }
    case "gauge":
      return {
        ...base,
        dataPointType: DataPointType.GAUGE,
        dataPoints: numberPoints(family, times),
      };
    case "histogram": {
      const dataPoints = histogramPoints(family, times);
      return { ...base, dataPointType: DataPointType.HISTOGRAM, dataPoints };
    }
    default:
      return null;
  }
}

function numberPoints(family: PrometheusFigures, times: Times): DataPoint<number>[] {
  return family.values.map(({ labels, value }) => ({
    ...times,
    attributes: attributesOf(labels),
    value,
  }));
}

interface OpenHistogram {
  readonly attributes: Attributes;
  /** Cumulative, as Prometheus has them. */
  readonly buckets: [bound: number, count: number][];
  sum: number;
  count: number;
}

function histogramPoints(family: PrometheusFigures, times: Times): DataPoint<Histogram>[] {
  const open = new Map<string, OpenHistogram>();
  for (const { labels, value, metricName = "" } of family.values) {
    const { le, ...others } = labels;
    const attributes = attributesOf(others);
    const key = labelKey(attributes);
    const histogram = open.get(key) ?? { attributes, buckets: [], sum: 0, count: 0 };
    open.set(key, histogram);
    if (le !== undefined) {
      histogram.buckets.push([le === "+Inf" ? Infinity : Number(le), value]);
    } else if (metricName.endsWith("_sum")) histogram.sum = value;
    else if (metricName.endsWith("_count")) histogram.count = value;
  }
  return [...open.values()].map((histogram) => ({
    ...times,
    attributes: histogram.attributes,
    value: histogramValue(histogram),
  }));
}

function labelKey(attributes: Attributes): string {
  const names = Object.keys(attributes).toSorted((left, right) => (left < right ? -1 : 1));
  return JSON.stringify(names.map((name) => [name, attributes[name]]));
}

/** Of each bucket only what is in no lower one; the last is what is above all bounds. */
function histogramValue({ buckets, sum, count }: OpenHistogram): Histogram {
  const finite = buckets
    .filter(([bound]) => Number.isFinite(bound))
    .toSorted(([left], [right]) => left - right);
  const counts: number[] = [];
  let below = 0;
  for (const [, cumulative] of finite) {
    counts.push(cumulative - below);
    below = cumulative;
  }
  counts.push(count - below);
  return { buckets: { boundaries: finite.map(([bound]) => bound), counts }, sum, count };
}

function attributesOf(labels: PrometheusFigures["values"][number]["labels"]): Attributes {
  const attributes: Attributes = {};
  for (const [name, value] of Object.entries(labels)) {
    if (value !== undefined && value !== "") attributes[name] = value;
  }
  return attributes;
}
