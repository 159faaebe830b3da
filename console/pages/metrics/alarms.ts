// Alarms and their history, as the pages of this section need them.
import type {
  AlarmHistoryItem,
  CompositeAlarm,
  ComparisonOperator,
  DescribeAlarmsInput,
  MetricAlarm,
  PutMetricAlarmCommandInput,
  Statistic,
} from "@aws-sdk/client-cloudwatch";
import { cloudWatch } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";
import type { MetricName } from "./metric-name.ts";
import { PERIODS } from "./metrics.ts";

/** On a metric, or on the states of other alarms. */
export type Alarm = MetricAlarm | CompositeAlarm;

const BOTH_KINDS: DescribeAlarmsInput["AlarmTypes"] = ["CompositeAlarm", "MetricAlarm"];

export async function listAlarms(): Promise<Alarm[]> {
  const client = await cloudWatch();
  return everyPage(async (NextToken) => {
    const answer = await client.describeAlarms({ AlarmTypes: BOTH_KINDS, NextToken });
    const { CompositeAlarms = [], MetricAlarms = [] } = answer;
    return { items: [...CompositeAlarms, ...MetricAlarms], next: answer.NextToken };
  });
}

export async function findAlarm(name: string): Promise<Alarm | undefined> {
  const client = await cloudWatch();
  const { CompositeAlarms = [], MetricAlarms = [] } = await client.describeAlarms({
    AlarmNames: [name],
    AlarmTypes: BOTH_KINDS,
  });
  return [...CompositeAlarms, ...MetricAlarms][0];
}

/** The newest first. */
export async function alarmHistory(name: string): Promise<AlarmHistoryItem[]> {
  const client = await cloudWatch();
  return everyPage(async (NextToken) => {
    const answer = await client.describeAlarmHistory({ AlarmName: name, NextToken });
    return { items: answer.AlarmHistoryItems, next: answer.NextToken };
  });
}

export async function deleteAlarm(name: string): Promise<void> {
  await (await cloudWatch()).deleteAlarms({ AlarmNames: [name] });
}

/** Operator → how AWS's console says and writes it. */
export const OPERATORS: Readonly<Record<string, { readonly text: string; readonly sign: string }>> =
  {
    GreaterThanThreshold: { text: "Greater", sign: ">" },
    GreaterThanOrEqualToThreshold: { text: "Greater/Equal", sign: ">=" },
    LessThanOrEqualToThreshold: { text: "Lower/Equal", sign: "<=" },
    LessThanThreshold: { text: "Lower", sign: "<" },
  };

/** How periods without data are taken → how AWS's console says it. */
export const MISSING_DATA: Readonly<Record<string, string>> = {
  missing: "Treat missing data as missing",
  notBreaching: "Treat missing data as good (not breaching threshold)",
  ignore: "Treat missing data as ignore (maintain the alarm state)",
  breaching: "Treat missing data as bad (breaching threshold)",
};

/** What the form of an alarm holds. */
export interface AlarmDraft {
  readonly name: string;
  readonly description: string;
  readonly metric: MetricName | null;
  readonly statistic: string;
  readonly period: string;
  readonly operator: string;
  readonly threshold: string;
  readonly datapoints: string;
  readonly evaluationPeriods: string;
  readonly missingData: string;
}

export async function createAlarm(draft: AlarmDraft): Promise<void> {
  const { metric, statistic, description } = draft;
  const input: PutMetricAlarmCommandInput = {
    AlarmName: draft.name,
    ...(description === "" ? {} : { AlarmDescription: description }),
    Namespace: metric?.namespace,
    MetricName: metric?.name,
    Dimensions: (metric?.dimensions ?? []).map(({ name, value }) => ({ Name: name, Value: value })),
    ...(/^p\d/.test(statistic)
      ? { ExtendedStatistic: statistic }
      : { Statistic: statistic as Statistic }),
    Period: Number(draft.period),
    ComparisonOperator: draft.operator as ComparisonOperator,
    Threshold: Number(draft.threshold),
    DatapointsToAlarm: Number(draft.datapoints),
    EvaluationPeriods: Number(draft.evaluationPeriods),
    TreatMissingData: draft.missingData,
  };
  await (await cloudWatch()).putMetricAlarm(input);
}

/** What puts it into alarm: its threshold or its rule. */
export function alarmingText(alarm: Alarm): string {
  return "AlarmRule" in alarm ? (alarm.AlarmRule ?? "") : conditionText(alarm);
}

export function metricOfAlarm(alarm: MetricAlarm): MetricName | undefined {
  const { Namespace: namespace, MetricName: name, Dimensions = [] } = alarm;
  if (namespace === undefined || name === undefined) return undefined;
  const dimensions = Dimensions.map(({ Name = "", Value = "" }) => ({ name: Name, value: Value }));
  return { namespace, name, dimensions };
}

export function statisticOf({ Statistic: plain, ExtendedStatistic }: MetricAlarm): string {
  return plain ?? ExtendedStatistic ?? "";
}

/** "RequestCount > 5 for 2 datapoints within 10 minutes", as AWS's console says it. */
function conditionText(alarm: MetricAlarm): string {
  const { EvaluationPeriods: within = 1, DatapointsToAlarm: datapoints = within } = alarm;
  const { Period: seconds = 60, ComparisonOperator: operator = "", Threshold, MetricName } = alarm;
  const sign = OPERATORS[operator]?.sign ?? operator;
  return (
    `${MetricName ?? "Expression"} ${sign} ${Threshold} for ${datapoints} datapoint` +
    `${datapoints === 1 ? "" : "s"} within ${spanText(seconds * within)}`
  );
}

function spanText(seconds: number): string {
  const named = PERIODS[seconds];
  if (named !== undefined) return named;
  if (seconds % 3600 === 0) return `${seconds / 3600} hours`;
  return seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;
}
