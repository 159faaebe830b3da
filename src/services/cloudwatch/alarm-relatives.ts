// The children and parents of an alarm, with as little of them as DescribeAlarms says of relatives.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
import type { CompositeAlarm, MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { ScopedRecords } from "../../store/store.ts";
import type { ShownAlarm } from "./describe-alarms.ts";
import { findAlarm } from "./find-alarm.ts";

/** None where the alarm is not there or has no such relatives. [I] */
export async function relatedAlarms(
  records: ScopedRecords,
  asked: {
    readonly ChildrenOfAlarmName?: string | undefined;
    readonly ParentsOfAlarmName?: string | undefined;
  },
): Promise<ShownAlarm[]> {
  const { ChildrenOfAlarmName: parent, ParentsOfAlarmName: child = "" } = asked;
  if (parent !== undefined) return await childrenOf(records, parent);
  const all = await records.list("composite-alarm");
  return all
    .filter(({ body }) => body.children.includes(child))
    .map(({ body: { alarm } }) => ({
      kind: "CompositeAlarm",
      alarm: { AlarmName: alarm.AlarmName, AlarmArn: alarm.AlarmArn },
    }));
}

async function childrenOf(records: ScopedRecords, parent: string): Promise<ShownAlarm[]> {
  const children: ShownAlarm[] = [];
  for (const name of (await records.get("composite-alarm", parent))?.children ?? []) {
    const child = await findAlarm(records, name);
    if (child === undefined) continue;
    const kind = child.kind === "metric-alarm" ? "MetricAlarm" : "CompositeAlarm";
    children.push({ kind, alarm: shownChild(child.body.alarm) });
  }
  return children;
}

function shownChild(alarm: MetricAlarm | CompositeAlarm) {
  const { AlarmName, AlarmArn, StateValue, StateUpdatedTimestamp } = alarm;
  return { AlarmName, AlarmArn, StateValue, StateUpdatedTimestamp };
}
