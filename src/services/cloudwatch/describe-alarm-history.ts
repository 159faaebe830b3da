// DescribeAlarmHistory: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
import { AlarmType, HistoryItemType, type AlarmHistoryItem } from "@aws-sdk/client-cloudwatch";
import type { StoredRecord } from "../../store/records.ts";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

const PAGE_SIZE = 100;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** The newest first, unless asked otherwise. */
export async function describeAlarmHistory(
  input: Input<"DescribeAlarmHistory">,
  { records, clock }: OperationContext,
): Promise<Output<"DescribeAlarmHistory">> {
  new Constraints()
    .length("alarmName", input.AlarmName, { min: 1, max: 255 })
    .enumerationList("alarmTypes", input.AlarmTypes, Object.values(AlarmType))
    .enumeration("historyItemType", input.HistoryItemType, Object.values(HistoryItemType))
    .range("maxRecords", input.MaxRecords, { min: 1, max: 100 })
    .enumeration("scanBy", input.ScanBy, ["TimestampDescending", "TimestampAscending"])
    .throwIfViolated();
  const prefix = input.AlarmName === undefined ? "" : `${encodeURIComponent(input.AlarmName)}/`;
  const asked = (await records.list("alarm-history", prefix))
    .filter(({ body }) => isAsked(body.item, input, clock.nowMs()))
    .toSorted(byTime);
  const { items, next } = pageOf(
    input.ScanBy === "TimestampAscending" ? asked : asked.toReversed(),
    { token: input.NextToken, size: input.MaxRecords ?? PAGE_SIZE },
    ({ id }) => id,
  );
  return { AlarmHistoryItems: items.map(({ body }) => body.item), ...next };
}

function isAsked(
  item: AlarmHistoryItem,
  input: Input<"DescribeAlarmHistory">,
  nowMs: number,
): boolean {
  const { HistoryItemType: type, StartDate, EndDate, AlarmTypes = ["MetricAlarm"] } = input;
  const atMs = item.Timestamp?.getTime() ?? 0;
  return (
    atMs >= nowMs - KEPT_MS &&
    // No alarm here has contributors.
    input.AlarmContributorId === undefined &&
    AlarmTypes.includes(item.AlarmType ?? "MetricAlarm") &&
    (type === undefined || item.HistoryItemType === type) &&
    (StartDate === undefined || atMs >= StartDate.getTime()) &&
    (EndDate === undefined || atMs <= EndDate.getTime())
  );
}

function byTime(a: StoredRecord<"alarm-history">, b: StoredRecord<"alarm-history">): number {
  const difference =
    (a.body.item.Timestamp?.getTime() ?? 0) - (b.body.item.Timestamp?.getTime() ?? 0);
  return difference === 0 ? Number(a.id > b.id) - Number(a.id < b.id) : difference;
}
