// The reason of an alarm's state in AWS's words, for people (StateReason) and for machines (StateReasonData).
// Written from examples that AWS's pages and users' notifications show.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { alarmPeriodSeconds, type AlarmReading } from "./alarm-readings.ts";
import { breaches, comparisonWords } from "./alarm-threshold.ts";
import type { Verdict } from "./alarm-verdict.ts";
import { javaDouble } from "./java-double.ts";

/** `Unchecked: Initial alarm creation`. */
export const INITIAL_REASON = "Unchecked: Initial alarm creation";

/** Both are bounded in AWS's model. */
const REASON_LENGTH_MAX = 1023;
const REASON_DATA_LENGTH_MAX = 4000;

interface Judged {
  readonly alarm: MetricAlarm;
  readonly verdict: Verdict;
  /** The data points that it was judged by, in order of time. */
  readonly readings: readonly AlarmReading[];
}

/** `Threshold Crossed: 1 datapoint [5.0 (22/11/26 10:00:00)] was greater than the threshold (1.0).` */
export function stateReason(judged: Judged): string {
  const { alarm, verdict, readings } = judged;
  const periods = alarm.EvaluationPeriods ?? 1;
  if (verdict.state === "INSUFFICIENT_DATA") {
    return `Insufficient Data: ${counted(periods, "datapoint")} ${wasOrWere(periods)} unknown.`;
  }
  const treatment = alarm.TreatMissingData ?? "missing";
  if (verdict.filled > 0 && (treatment === "breaching" || treatment === "notBreaching")) {
    const received =
      readings.length === 0
        ? "no datapoints were"
        : `${counted(readings.length, "datapoint")} ${wasOrWere(readings.length)}`;
    const treatedAs = treatment === "breaching" ? "Breaching" : "NonBreaching";
    return `Threshold Crossed: ${received} received for ${counted(periods, "period")} and ${counted(verdict.filled, "missing datapoint")} ${wasOrWere(verdict.filled)} treated as [${treatedAs}].`;
  }
  return crossed(judged).slice(0, REASON_LENGTH_MAX);
}

function crossed({ alarm, verdict, readings }: Judged): string {
  const threshold = alarm.Threshold ?? 0;
  const isAlarm = verdict.state === "ALARM";
  const decisive = readings.filter(
    ({ value }) => breaches(alarm.ComparisonOperator, value ?? NaN, threshold) === isAlarm,
  );
  const listed = decisive
    .toReversed()
    .map(({ atMs, value }) => `${javaDouble(value ?? NaN)} (${shortTime(atMs)})`)
    .join(", ");
  const verb = `${wasOrWere(decisive.length)} ${isAlarm ? "" : "not "}${comparisonWords(alarm.ComparisonOperator)}`;
  const comparison = `${verb} the threshold (${javaDouble(threshold)})`;
  const { EvaluationPeriods: periods = 1, DatapointsToAlarm: needed } = alarm;
  if (needed === undefined) {
    return `Threshold Crossed: ${counted(decisive.length, "datapoint")} [${listed}] ${comparison}.`;
  }
  const minimum = isAlarm ? needed : periods - needed + 1;
  const transition = isAlarm ? "OK -> ALARM" : "ALARM -> OK";
  return `Threshold Crossed: ${decisive.length} out of the last ${periods} datapoints [${listed}] ${comparison} (minimum ${counted(minimum, "datapoint")} for ${transition} transition).`;
}

/** JSON in which every figure is a double, as AWS writes it. */
export function stateReasonData({ alarm, readings }: Judged, nowMs: number): string {
  const first = readings[0];
  const statistic = alarm.Statistic ?? alarm.ExtendedStatistic;
  const members = [
    `"version":"1.0"`,
    `"queryDate":"${longTime(nowMs)}"`,
    ...(first === undefined ? [] : [`"startDate":"${longTime(first.atMs)}"`]),
    ...(alarm.Unit === undefined ? [] : [`"unit":${JSON.stringify(alarm.Unit)}`]),
    ...(statistic === undefined ? [] : [`"statistic":${JSON.stringify(statistic)}`]),
    `"period":${alarmPeriodSeconds(alarm)}`,
    `"recentDatapoints":[${readings.map(({ value }) => javaDouble(value ?? 0)).join(",")}]`,
    `"threshold":${javaDouble(alarm.Threshold ?? 0)}`,
  ];
  const evaluated = readings.toReversed().map(evaluatedDatapoint);
  const whole = `{${[...members, `"evaluatedDatapoints":[${evaluated.join(",")}]`].join(",")}}`;
  return whole.length <= REASON_DATA_LENGTH_MAX ? whole : `{${members.slice(0, -2).join(",")}}`;
}

function evaluatedDatapoint({ atMs, value, sampleCount }: AlarmReading): string {
  const members = [
    `"timestamp":"${longTime(atMs)}"`,
    ...(sampleCount === null ? [] : [`"sampleCount":${javaDouble(sampleCount)}`]),
    `"value":${javaDouble(value ?? 0)}`,
  ];
  return `{${members.join(",")}}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function wasOrWere(count: number): string {
  return count === 1 ? "was" : "were";
}

/** `22/11/26 10:00:00`. */
function shortTime(atMs: number): string {
  const [year = "", month = "", day = "", time = ""] = new Date(atMs)
    .toISOString()
    .split(/[-T.]/, 4);
  return `${day}/${month}/${year.slice(-2)} ${time}`;
}

/** `2026-11-22T10:00:00.000+0000`. */
function longTime(atMs: number): string {
  return new Date(atMs).toISOString().replace("Z", "+0000");
}
