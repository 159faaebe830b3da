// A new state of a metric alarm, and what follows from it for the composite alarms that depend on it.
import type { RecordBodies } from "../../store/records.ts";
import type { ScopedRecords } from "../../store/store.ts";
import { followTransition } from "./composite-alarm-evaluation.ts";
import { addStateHistory, withNewState, type NewAlarmState } from "./new-alarm-state.ts";

export async function changeAlarmState(
  records: ScopedRecords,
  body: RecordBodies["metric-alarm"],
  state: NewAlarmState,
): Promise<void> {
  const before = body.alarm;
  records.put("metric-alarm", before.AlarmName ?? "", {
    ...body,
    alarm: withNewState(before, state),
  });
  if (state.value === before.StateValue) return;
  await addStateHistory(records, { alarmType: "MetricAlarm", before }, state);
  await followTransition(records, before.AlarmName ?? "", state.nowMs);
}
