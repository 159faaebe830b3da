// DescribeAlarms: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
import { AlarmType, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

const PAGE_SIZE = 50;
const NAMES_MAX = 100;

export async function describeAlarms(
  input: Input<"DescribeAlarms">,
  { records }: OperationContext,
): Promise<Output<"DescribeAlarms">> {
  checkInput(input);
  const wantsMetricAlarms =
    (input.AlarmTypes ?? ["MetricAlarm"]).includes("MetricAlarm") &&
    // Only composite alarms have children and parents.
    input.ChildrenOfAlarmName === undefined &&
    input.ParentsOfAlarmName === undefined;
  const all = wantsMetricAlarms
    ? await records.list("metric-alarm", input.AlarmNamePrefix ?? "")
    : [];
  const { items, next } = pageOf(
    all.map(({ body }) => body.alarm).filter((alarm) => isAsked(alarm, input)),
    { token: input.NextToken, size: input.MaxRecords ?? PAGE_SIZE },
    ({ AlarmName = "" }) => AlarmName,
  );
  return { MetricAlarms: items, CompositeAlarms: [], ...next };
}

function checkInput(input: Input<"DescribeAlarms">): void {
  new Constraints()
    .length("alarmNames", input.AlarmNames, { max: NAMES_MAX })
    .enumerationList("alarmTypes", input.AlarmTypes, Object.values(AlarmType))
    .enumeration("stateValue", input.StateValue, ["OK", "ALARM", "INSUFFICIENT_DATA"])
    .range("maxRecords", input.MaxRecords, { min: 1, max: 100 })
    .throwIfViolated();
  if (input.AlarmNames !== undefined && input.AlarmNamePrefix !== undefined) {
    throw validationError("AlarmNames and AlarmNamePrefix cannot be used together");
  }
}

function isAsked(alarm: MetricAlarm, input: Input<"DescribeAlarms">): boolean {
  const { AlarmNames: names, StateValue: state, ActionPrefix: actionPrefix } = input;
  if (names !== undefined && names.length > 0 && !names.includes(alarm.AlarmName ?? "")) {
    return false;
  }
  if (state !== undefined && alarm.StateValue !== state) return false;
  if (actionPrefix === undefined) return true;
  const { OKActions = [], AlarmActions = [], InsufficientDataActions = [] } = alarm;
  return [...OKActions, ...AlarmActions, ...InsufficientDataActions].some((action) =>
    action.startsWith(actionPrefix),
  );
}
