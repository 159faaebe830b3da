// The data points of an alarm's evaluation range, read from the metrics it watches.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { MetricStore } from "../../store/metric-store.ts";
import type { Scope } from "../../store/records.ts";
import type {
  DataQuery,
  MetricLine,
  MetricStatQuery,
} from "../../store/metric-math/metric-question.ts";
import { readDataQueries } from "./metric-data-query.ts";
import { metricIdentity } from "./metric-identity.ts";
import { parseStatistic } from "../../store/metric-math/statistic.ts";

export interface AlarmReading {
  readonly atMs: number;
  /** Null where the data point is missing. */
  readonly value: number | null;
  /** Null for metric math. */
  readonly sampleCount: number | null;
}

export interface MetricSource {
  readonly metrics: MetricStore;
  readonly scope: Scope;
}

/** AWS looks at more data points than it evaluates; how many more, it does not say. [I] */
const EXTRA_PERIODS = 2;
const SHORT_TICK_MS = 10_000;
const TICK_MS = 60_000;
const LONG_TICK_MS = 60 * 60 * 1000;
const DAY_SECONDS = 86_400;
/** More than there are in a week of seconds, twice over. */
const POINTS_MAX = 2_000_000;
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
  const answer = await source.metrics.answer(source.scope, {
    queries,
    startMs,
    endMs,
    isAscending: true,
    from: { line: 0, point: 0 },
    pointsMax: POINTS_MAX,
  });
  // Of the two lines of an alarm on a metric the second one is the count of samples.
  const [watched, counts] = answer.lines.map((line) => pointsOf(line));
  return Array.from({ length: periods }, (_, n) => {
    const atMs = startMs + n * periodMs;
    return {
      atMs,
      value: watched?.get(atMs) ?? null,
      sampleCount: alarm.Metrics === undefined ? (counts?.get(atMs) ?? null) : null,
    };
  });
}

/** None where the expression comes to several series: there is no telling which one is meant. */
function pointsOf({ isOfArray, times, values }: MetricLine): ReadonlyMap<number, number> {
  const points = new Map<number, number>();
  if (isOfArray) return points;
  for (const [index, atMs] of times.entries()) points.set(atMs, values[index] ?? 0);
  return points;
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
    { ...common, id: COUNT_ID, statistic: count },
  ];
}
