// Evaluates composite alarms, in the transaction of what made it necessary: a rule was put, or an alarm that rules
// or suppressors refer to has changed state. A composite alarm that changes by it is followed in turn.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
import type { StateValue } from "@aws-sdk/client-cloudwatch";
import type { RecordBodies, StoredRecord } from "../../store/records.ts";
import type { ScopedRecords } from "../../store/store.ts";
import { suppressedBySuppressor } from "./action-suppression.ts";
import {
  compositeReason,
  compositeReasonData,
  type AlarmStanding,
  type EvaluationCause,
} from "./composite-alarm-reason.ts";
import { writeCompositeState } from "./composite-alarm-state.ts";
import { isRuleTrue, referredAlarms } from "./composite-rule-node.ts";
import { parseCompositeRule } from "./composite-rule-parser.ts";
import { alarmState, findAlarm, referredName } from "./find-alarm.ts";

/** How many alarms one transition may make change, against rules that turn each other round. */
const TRANSITIONS_MAX = 5000;

/** An alarm that has changed state, and the alarms whose changes led to it. */
interface Step {
  readonly name: string;
  readonly path: readonly string[];
}

/** Evaluates a composite alarm that has just been put, and follows its transition, if it is one. */
export async function evaluatePutAlarm(
  records: ScopedRecords,
  name: string,
  { kind, nowMs }: { readonly kind: "created" | "updated"; readonly nowMs: number },
): Promise<void> {
  const body = await records.get("composite-alarm", name);
  const children: AlarmStanding[] = [];
  for (const child of body?.children ?? []) {
    const standing = await standingOf(records, child);
    if (standing !== undefined) children.push(standing);
  }
  if (await evaluate(records, name, { cause: { kind, children }, nowMs })) {
    await followTransition(records, name, nowMs);
  }
}

/** To be called when an alarm of either kind has changed state. */
export async function followTransition(
  records: ScopedRecords,
  name: string,
  nowMs: number,
): Promise<void> {
  const composites = await records.list("composite-alarm");
  if (composites.length === 0) return;
  const steps: Step[] = [{ name, path: [name] }];
  for (const step of steps) {
    for (const parent of await follow(records, step, { composites, nowMs })) {
      if (steps.length < TRANSITIONS_MAX) {
        steps.push({ name: parent, path: [...step.path, parent] });
      }
    }
  }
}

/** The names of the composite alarms that change because of the step's. */
async function follow(
  records: ScopedRecords,
  { name, path }: Step,
  {
    composites,
    nowMs,
  }: { readonly composites: readonly StoredRecord<"composite-alarm">[]; readonly nowMs: number },
): Promise<string[]> {
  const child = await standingOf(records, name);
  const changed: string[] = [];
  if (child === undefined) return changed;
  for (const { id, body } of composites) {
    if (body.suppressor === name) await suppress(records, id, child.state, nowMs);
    // AWS stops where it finds a cycle.
    if (!body.children.includes(name) || path.includes(id)) continue;
    if (await evaluate(records, id, { cause: { kind: "child", child }, nowMs })) changed.push(id);
  }
  return changed;
}

/** Fulfils with whether the alarm has changed state. */
async function evaluate(
  records: ScopedRecords,
  name: string,
  { cause, nowMs }: { readonly cause: EvaluationCause; readonly nowMs: number },
): Promise<boolean> {
  const body = await records.get("composite-alarm", name);
  if (body === undefined) return false;
  const value = await ruleState(records, body);
  if (value === body.alarm.StateValue) return false;
  return await writeCompositeState(records, body, {
    value,
    reason: compositeReason(cause, body.alarm.AlarmArn ?? "", value),
    reasonData: compositeReasonData(cause),
    nowMs,
  });
}

async function ruleState(
  records: ScopedRecords,
  { alarm }: RecordBodies["composite-alarm"],
): Promise<StateValue> {
  const rule = parseCompositeRule(alarm.AlarmRule ?? "");
  const states = new Map<string, StateValue>();
  for (const reference of referredAlarms(rule)) {
    const name = referredName(records.scope, reference);
    const state = name === undefined ? undefined : await alarmState(records, name);
    if (state !== undefined) states.set(reference, state);
  }
  return isRuleTrue(rule, (reference) => states.get(reference)) ? "ALARM" : "OK";
}

/** The suppressor of a composite alarm has changed state: it begins or ends to keep actions back. */
async function suppress(
  records: ScopedRecords,
  name: string,
  suppressorState: StateValue,
  nowMs: number,
): Promise<void> {
  const body = await records.get("composite-alarm", name);
  // From OK to INSUFFICIENT_DATA and back nothing changes for the composite alarm.
  if (body === undefined) return;
  if (suppressorState !== "ALARM" && body.suppressed?.by !== "Alarm") return;
  records.put("composite-alarm", name, {
    ...body,
    suppressed: suppressedBySuppressor(body.alarm, suppressorState, nowMs),
    alarm: { ...body.alarm, StateUpdatedTimestamp: new Date(nowMs) },
  });
}

async function standingOf(
  records: ScopedRecords,
  name: string,
): Promise<AlarmStanding | undefined> {
  const alarm = (await findAlarm(records, name))?.body.alarm;
  if (alarm?.StateValue === undefined) return undefined;
  return {
    arn: alarm.AlarmArn ?? "",
    state: alarm.StateValue,
    sinceMs: alarm.StateUpdatedTimestamp?.getTime() ?? 0,
  };
}
