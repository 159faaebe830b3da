// The data points of an alarm's evaluation range, read from the metrics it watches.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { readDataQueries, type DataQuery, type MetricStatQuery } from "./metric-data-query.ts";
import { readMetricData, type MetricSource } from "./metric-data-reader.ts";
import { metricIdentity } from "./metric-identity.ts";
import { parseStatistic } from "./statistic.ts";

export interface AlarmReading {
  readonly atMs: number;
  /** Null where the data point is missing. */
  readonly value: number | null;
  /** Null for metric math. */
  readonly sampleCount: number | null;
}

/** AWS looks at more data points than it evaluates; how many more, it does not say. [I] */
const EXTRA_PERIODS = 2;
const SHORT_TICK_MS = 10_000;
const TICK_MS = 60_000;
const LONG_TICK_MS = 60 * 60 * 1000;
const DAY_SECONDS = 86_400;
const VALUE_ID = "value";
const COUNT_ID = "samples";

/** In seconds; of metric math the longest of its metrics'. */
export function alarmPeriodSeconds(alarm: Pick<MetricAlarm, "Metrics" | "Period">): number {
  const ofMetrics = (alarm.Metrics ?? []).map(
    ({ MetricStat, Period }) => MetricStat?.Period ?? Period ?? 0,
  );
  return alarm.Period ?? Math.max(TICK_MS / 1000, ...ofMetrics);
}

/** How often the alarm is evaluated: each minute, 10 seconds below a minute, an hour when it looks at days. */
export function alarmTickMs(alarm: MetricAlarm): number {
  const periodSeconds = alarmPeriodSeconds(alarm);
  if (periodSeconds < TICK_MS / 1000) return SHORT_TICK_MS;
  const watchedSeconds = periodSeconds * (alarm.EvaluationPeriods ?? 1);
  return watchedSeconds > DAY_SECONDS ? LONG_TICK_MS : TICK_MS;
}

/**
 * In order of time. The last period ends with the last whole minute (or 10 seconds), so that the window slides on
 * by a minute also where periods are longer.
 */
export async function alarmReadings(
  alarm: MetricAlarm,
  source: MetricSource,
  nowMs: number,
): Promise<AlarmReading[]> {
  const periodMs = alarmPeriodSeconds(alarm) * 1000;
  const tickMs = Math.min(alarmTickMs(alarm), TICK_MS);
  const endMs = Math.floor(nowMs / tickMs) * tickMs;
  const periods = (alarm.EvaluationPeriods ?? 1) + EXTRA_PERIODS;
  const startMs = endMs - periods * periodMs;
  const queries = queriesOf(alarm);
  const watched = queries.find(({ returnData }) => returnData);
  const values = await readMetricData(queries, source, { startMs, endMs, nowMs });
  const value = values.get(watched?.id ?? "");
  const points = value?.kind === "series" ? value.series.points : new Map<number, number>();
  const counts = values.get(COUNT_ID);
  const samples = counts?.kind === "series" ? counts.series.points : null;
  return Array.from({ length: periods }, (_, n) => {
    const atMs = startMs + n * periodMs;
    return {
      atMs,
      value: points.get(atMs) ?? null,
      sampleCount: alarm.Metrics === undefined ? (samples?.get(atMs) ?? null) : null,
    };
  });
}

function queriesOf(alarm: MetricAlarm): DataQuery[] {
  if (alarm.Metrics !== undefined) return readDataQueries(alarm.Metrics, "Metrics");
  const statisticName = alarm.Statistic ?? alarm.ExtendedStatistic ?? "";
  const common: Omit<MetricStatQuery, "id" | "statistic"> = {
    kind: "metric",
    label: null,
    returnData: true,
    identity: metricIdentity(alarm),
    statisticName,
    periodSeconds: alarm.Period ?? 0,
    unit: alarm.Unit ?? null,
  };
  const count = parseStatistic("SampleCount") ?? { kind: "basic", name: "SampleCount" };
  return [
    { ...common, id: VALUE_ID, statistic: parseStatistic(statisticName) ?? count },
    { ...common, id: COUNT_ID, statistic: count, returnData: false },
  ];
}
