// What keeps the actions of a composite alarm back. The suppressor alarm does while it is in ALARM; a WaitPeriod
// gives it time to get there after the composite alarm has changed, and an ExtensionPeriod gives the composite alarm
// time to change after the suppressor has left ALARM. Whichever begins puts an end to the one before. A period needs
// no timer: what has run out is left out when the alarm is shown.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html
import type { CompositeAlarm, StateValue } from "@aws-sdk/client-cloudwatch";
import type { RecordBodies } from "../../store/records.ts";

type CompositeBody = RecordBodies["composite-alarm"];
type Suppressed = CompositeBody["suppressed"];

/** A composite alarm has changed state; `suppressorState` is undefined where it has no suppressor. */
export function suppressedAfterTransition(
  alarm: CompositeAlarm,
  suppressorState: StateValue | undefined,
  atMs: number,
): Suppressed {
  if (suppressorState === undefined) return null;
  if (suppressorState === "ALARM") return { by: "Alarm", untilMs: null };
  return periodOf("WaitPeriod", alarm.ActionsSuppressorWaitPeriod, atMs);
}

/** The suppressor has gone into ALARM or left it. */
export function suppressedBySuppressor(
  alarm: CompositeAlarm,
  suppressorState: StateValue,
  atMs: number,
): Suppressed {
  if (suppressorState === "ALARM") return { by: "Alarm", untilMs: null };
  return periodOf("ExtensionPeriod", alarm.ActionsSuppressorExtensionPeriod, atMs);
}

function periodOf(
  by: "WaitPeriod" | "ExtensionPeriod",
  seconds: number | undefined,
  atMs: number,
): Suppressed {
  return seconds === undefined || seconds === 0 ? null : { by, untilMs: atMs + seconds * 1000 };
}

/** The alarm as DescribeAlarms shows it at that time. The end of a period is an update of the state. */
export function shownCompositeAlarm(body: CompositeBody, nowMs: number): CompositeAlarm {
  const { alarm, suppressed } = body;
  if (suppressed === null) return alarm;
  const { by, untilMs } = suppressed;
  if (untilMs === null || untilMs > nowMs) {
    // The wording is from an event that AWS shows for WaitPeriod; the other two are taken to be alike. [I]
    const ActionsSuppressedReason = `Actions suppressed by ${by}`;
    return { ...alarm, ActionsSuppressedBy: by, ActionsSuppressedReason };
  }
  const updatedMs = Math.max(untilMs, alarm.StateUpdatedTimestamp?.getTime() ?? 0);
  return { ...alarm, StateUpdatedTimestamp: new Date(updatedMs) };
}
