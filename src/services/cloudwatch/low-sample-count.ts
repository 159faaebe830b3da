// Whether an alarm on a percentile has too few samples to be taken seriously.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { AlarmReading } from "./alarm-readings.ts";
import { parseStatistic } from "../../store/metric-math/statistic.ts";

const SAMPLES_BEYOND = 10;

/** Only where the alarm is told to ignore such data: p99 then needs 10 / (1 - 0.99) samples, p10 needs 10 / 0.1. */
export function hasTooFewSamples(alarm: MetricAlarm, readings: readonly AlarmReading[]): boolean {
  if (alarm.EvaluateLowSampleCountPercentile !== "ignore") return false;
  const statistic = parseStatistic(alarm.ExtendedStatistic ?? "");
  if (statistic?.kind !== "percentile" || readings.length === 0) return false;
  const share = statistic.percent / 100;
  const beyond = share >= 0.5 ? 1 - share : share;
  const samples = readings.reduce((sum, { sampleCount }) => sum + (sampleCount ?? 0), 0);
  return samples < SAMPLES_BEYOND / beyond;
}
