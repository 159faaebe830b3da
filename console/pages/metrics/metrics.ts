// Metrics and their data, as the pages of this section need them.
import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { cloudWatch } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";
import type { TimeBounds } from "../../commons/time-range.ts";
import { type MetricName, metricText } from "./metric-name.ts";

/** As AWS's console names them. */
export const STATISTICS = [
  "Sum",
  "Average",
  "Minimum",
  "Maximum",
  "SampleCount",
  "p50",
  "p90",
  "p99",
] as const;

/** Period in seconds → what it is called. */
export const PERIODS: Readonly<Record<string, string>> = {
  60: "1 minute",
  300: "5 minutes",
  3600: "1 hour",
};

/** Every metric that has data, in order of namespace, name and dimensions. */
export async function listMetrics(): Promise<MetricName[]> {
  const client = await cloudWatch();
  const found = await everyPage(async (NextToken) => {
    const answer = await client.listMetrics({ NextToken });
    return { items: answer.Metrics, next: answer.NextToken };
  });
  return found
    .map(({ Namespace = "", MetricName = "", Dimensions = [] }) => ({
      namespace: Namespace,
      name: MetricName,
      dimensions: Dimensions.map(({ Name = "", Value = "" }) => ({ name: Name, value: Value })),
    }))
    .sort((a, b) => metricText(a).localeCompare(metricText(b)));
}

/** One line of a chart. */
export interface Wish {
  readonly metric: MetricName;
  readonly statistic: string;
  readonly label: string;
}

export interface Series extends Wish {
  /** In order of time; periods without data have no point. */
  readonly points: readonly { readonly atMs: number; readonly value: number }[];
}

export interface SeriesSet {
  readonly bounds: TimeBounds;
  readonly periodSeconds: number;
  /** One for each wish, in their order. */
  readonly series: readonly Series[];
}

/** All wishes in one GetMetricData call (and its further pages). The running period is in it. */
export async function readSeries(
  wishes: readonly Wish[],
  asked: TimeBounds,
  periodSeconds: number,
): Promise<SeriesSet> {
  const periodMs = periodSeconds * 1000;
  const bounds = {
    startMs: Math.floor(asked.startMs / periodMs) * periodMs,
    endMs: asked.endMs,
  };
  if (wishes.length === 0) return { bounds, periodSeconds, series: [] };
  const client = await cloudWatch();
  const results = await everyPage(async (NextToken) => {
    const answer = await client.getMetricData({
      MetricDataQueries: wishes.map((wish, at) => queryOf(wish, at, periodSeconds)),
      StartTime: new Date(bounds.startMs),
      EndTime: new Date(bounds.endMs),
      ScanBy: "TimestampAscending",
      NextToken,
    });
    return { items: answer.MetricDataResults, next: answer.NextToken };
  });
  const series = wishes.map((wish, at) => {
    const points = results
      .filter(({ Id }) => Id === `m${at}`)
      .flatMap(({ Timestamps = [], Values = [] }) =>
        Timestamps.map((time, index) => ({ atMs: time.getTime(), value: Values[index] ?? 0 })),
      );
    return { ...wish, points };
  });
  return { bounds, periodSeconds, series };
}

function queryOf({ metric, statistic }: Wish, at: number, Period: number): MetricDataQuery {
  return {
    Id: `m${at}`,
    MetricStat: {
      Metric: {
        Namespace: metric.namespace,
        MetricName: metric.name,
        Dimensions: metric.dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
      },
      Period,
      Stat: statistic,
    },
  };
}

/** Whether periods without data are periods in which nothing was counted. */
export function isCount(statistic: string): boolean {
  return statistic === "Sum" || statistic === "SampleCount";
}

/** All points together; undefined when there are none. */
export function total({ points }: Series): number | undefined {
  return points.length === 0 ? undefined : points.reduce((sum, { value }) => sum + value, 0);
}

/** A figure as short as it can be read: 1,234 or 0.0123. */
export function figure(value: number | undefined): string {
  if (value === undefined) return "–";
  if (Number.isInteger(value)) return value.toLocaleString("en-US");
  return value.toLocaleString("en-US", { maximumSignificantDigits: 4 });
}
