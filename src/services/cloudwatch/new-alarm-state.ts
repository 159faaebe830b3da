// A new state of an alarm of either kind: what becomes of the alarm, and the item of its history.
import type {
  AlarmType,
  CompositeAlarm,
  MetricAlarm,
  StateValue,
} from "@aws-sdk/client-cloudwatch";
import type { ScopedRecords } from "../../store/store.ts";
import { addHistory } from "./alarm-history.ts";

export interface NewAlarmState {
  readonly value: StateValue;
  readonly reason: string;
  /** JSON; undefined when there is none. */
  readonly reasonData: string | undefined;
  readonly nowMs: number;
}

/** The alarm in the new state. */
export function withNewState<A extends MetricAlarm | CompositeAlarm>(
  alarm: A,
  state: NewAlarmState,
): A {
  const { StateReasonData: _replaced, ...kept } = alarm;
  const now = new Date(state.nowMs);
  // The same members as before but for those of the state, which alarms of both kinds have.
  return {
    ...kept,
    StateValue: state.value,
    StateReason: state.reason,
    ...(state.reasonData === undefined ? {} : { StateReasonData: state.reasonData }),
    StateUpdatedTimestamp: now,
    ...(state.value === alarm.StateValue ? {} : { StateTransitionedTimestamp: now }),
  } as A;
}

/** Keeps a transition from the state of `before` to the new one. */
export async function addStateHistory(
  records: ScopedRecords,
  { alarmType, before }: { alarmType: AlarmType; before: MetricAlarm | CompositeAlarm },
  state: NewAlarmState,
): Promise<void> {
  await addHistory(records, {
    alarmName: before.AlarmName ?? "",
    alarmType,
    type: "StateUpdate",
    summary: `Alarm updated from ${before.StateValue} to ${state.value}`,
    data: {
      version: "1.0",
      oldState: shownState(before),
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
