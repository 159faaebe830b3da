// A new state of a composite alarm: the record, what it does to the suppression of its actions, and its history.
import type { StateValue } from "@aws-sdk/client-cloudwatch";
import type { RecordBodies } from "../../store/records.ts";
import type { ScopedRecords } from "../../store/store.ts";
import { suppressedAfterTransition } from "./action-suppression.ts";
import { INITIAL_REASON } from "./alarm-reason.ts";
import { alarmState } from "./find-alarm.ts";
import { addStateHistory, withNewState, type NewAlarmState } from "./new-alarm-state.ts";

/** Fulfils with whether the state is another one than before. */
export async function writeCompositeState(
  records: ScopedRecords,
  body: RecordBodies["composite-alarm"],
  state: NewAlarmState,
): Promise<boolean> {
  const before = body.alarm;
  const isTransition = state.value !== before.StateValue;
  // AWS's example of an event shows the first state of a new alarm without a WaitPeriod. [I]
  const isFirst = before.StateReason === INITIAL_REASON;
  records.put("composite-alarm", before.AlarmName ?? "", {
    ...body,
    alarm: withNewState(before, state),
    suppressed:
      isTransition && !isFirst
        ? suppressedAfterTransition(before, await suppressorState(records, body), state.nowMs)
        : body.suppressed,
  });
  if (isTransition) {
    await addStateHistory(records, { alarmType: "CompositeAlarm", before }, state);
  }
  return isTransition;
}

async function suppressorState(
  records: ScopedRecords,
  { suppressor }: RecordBodies["composite-alarm"],
): Promise<StateValue | undefined> {
  return suppressor === null ? undefined : await alarmState(records, suppressor);
}
