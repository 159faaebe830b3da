// A transition of an alarm's state: the record and its history.
import type { MetricAlarm, StateValue } from "@aws-sdk/client-cloudwatch";
import type { RecordBodies } from "../../store/records.ts";
import type { ScopedRecords } from "../../store/store.ts";
import { addHistory } from "./alarm-history.ts";

export interface NewAlarmState {
  readonly value: StateValue;
  readonly reason: string;
  /** JSON; undefined when there is none. */
  readonly reasonData: string | undefined;
  readonly nowMs: number;
}

export async function changeAlarmState(
  records: ScopedRecords,
  body: RecordBodies["metric-alarm"],
  state: NewAlarmState,
): Promise<void> {
  const { StateReasonData: _replaced, ...alarm } = body.alarm;
  const name = alarm.AlarmName ?? "";
  const now = new Date(state.nowMs);
  const isTransition = state.value !== alarm.StateValue;
  records.put("metric-alarm", name, {
    ...body,
    alarm: {
      ...alarm,
      StateValue: state.value,
      StateReason: state.reason,
      ...(state.reasonData === undefined ? {} : { StateReasonData: state.reasonData }),
      StateUpdatedTimestamp: now,
      ...(isTransition ? { StateTransitionedTimestamp: now } : {}),
    },
  });
  if (!isTransition) return;
  await addHistory(records, {
    alarmName: name,
    type: "StateUpdate",
    summary: `Alarm updated from ${alarm.StateValue} to ${state.value}`,
    data: {
      version: "1.0",
      oldState: shownState(body.alarm),
      newState: shownState({
        StateValue: state.value,
        StateReason: state.reason,
        StateReasonData: state.reasonData,
      }),
    },
    nowMs: state.nowMs,
  });
}

function shownState(
  alarm: Pick<MetricAlarm, "StateValue" | "StateReason" | "StateReasonData">,
): unknown {
  return {
    stateValue: alarm.StateValue,
    stateReason: alarm.StateReason,
    ...(alarm.StateReasonData === undefined
      ? {}
      : { stateReasonData: parsed(alarm.StateReasonData) }),
  };
}

/** What SetAlarmState was given need not be JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
