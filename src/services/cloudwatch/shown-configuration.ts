// An alarm as an item of its history shows it: in the order and with the names that AWS writes, `okactions` included.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html
import type { CompositeAlarm, MetricAlarm } from "@aws-sdk/client-cloudwatch";

/** What comes first, as AWS has it; what is not named here comes after it. */
const ORDER: readonly string[] = [
  "AlarmName",
  "AlarmDescription",
  "AlarmArn",
  "AlarmConfigurationUpdatedTimestamp",
  "AlarmRule",
  "Namespace",
  "MetricName",
  "Statistic",
  "ExtendedStatistic",
  "Period",
  "Dimensions",
  "Unit",
  "Metrics",
  "Threshold",
  "ComparisonOperator",
  "EvaluationPeriods",
  "DatapointsToAlarm",
  "TreatMissingData",
  "EvaluateLowSampleCountPercentile",
  "StateValue",
  "StateUpdatedTimestamp",
  "ActionsEnabled",
  "AlarmActions",
  "InsufficientDataActions",
  "OKActions",
];
/** What explains the state is in the items of its transitions. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  "StateReason",
  "StateReasonData",
  "StateTransitionedTimestamp",
]);

/** Plain data for JSON. */
export function shownConfiguration(alarm: MetricAlarm | CompositeAlarm): unknown {
  const members = Object.entries({ AlarmDescription: "", ...alarm })
    .filter(([name, value]) => value !== undefined && !LEFT_OUT.has(name))
    .toSorted(([a], [b]) => placeOf(a) - placeOf(b));
  return shown(Object.fromEntries(members));
}

function placeOf(name: string): number {
  const place = ORDER.indexOf(name);
  return place === -1 ? ORDER.length : place;
}

function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown);
  if (value instanceof Date) return value.toISOString().replace("Z", "+0000");
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [shownName(name), shown(member)]),
  );
}

function shownName(name: string): string {
  if (name === "OKActions") return "okactions";
  return name.charAt(0).toLowerCase() + name.slice(1);
}
