// PutCompositeAlarm: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
import type { CompositeAlarm } from "@aws-sdk/client-cloudwatch";
import type { RecordBodies } from "../../store/records.ts";
import type { ScopedRecords } from "../../store/store.ts";
import type { OperationContext } from "../operation-context.ts";
import { requireRoomForAlarm } from "./alarm-quota.ts";
import { INITIAL_REASON } from "./alarm-reason.ts";
import { alarmArn } from "./cloudwatch-arns.ts";
import { withTags } from "./cloudwatch-tags.ts";
import { evaluatePutAlarm } from "./composite-alarm-evaluation.ts";
import { addConfigurationHistory } from "./configuration-history.ts";
import { checkCompositeAlarm } from "./composite-alarm-rules.ts";
import { alarmState } from "./find-alarm.ts";
import type { Input, Output } from "./operation-types.ts";

type CompositeBody = RecordBodies["composite-alarm"];

/** Replaces the whole configuration. AWS evaluates the rule a moment later, here it is done at once. */
export async function putCompositeAlarm(
  input: Input<"PutCompositeAlarm">,
  context: OperationContext,
): Promise<Output<"PutCompositeAlarm">> {
  const { records } = context;
  const { AlarmName: name, Tags } = input;
  const nowMs = context.clock.nowMs();
  warnOfActions(input, context);
  const { children, suppressor } = await checkCompositeAlarm(records, input);
  const before = await records.get("composite-alarm", name);
  if (before === undefined) await requireRoomForAlarm(records, name);
  const alarm = {
    ...configurationOf(input, context),
    ...stateOf(before?.alarm, new Date(nowMs)),
  };
  records.put("composite-alarm", name, {
    alarm,
    // Tags are taken when an alarm is made, and not looked at when one is changed.
    tags: before?.tags ?? withTags({}, Tags),
    children,
    suppressor,
    suppressed: await suppressedOf(records, before, suppressor),
  });
  const isNew = before === undefined;
  await addConfigurationHistory(records, { alarmType: "CompositeAlarm", alarm, isNew, nowMs });
  await evaluatePutAlarm(records, name, { kind: isNew ? "created" : "updated", nowMs });
  return {};
}

function warnOfActions(input: Input<"PutCompositeAlarm">, { logger }: OperationContext): void {
  const { AlarmActions = [], OKActions = [], InsufficientDataActions = [] } = input;
  if (AlarmActions.length + OKActions.length + InsufficientDataActions.length === 0) return;
  logger.warn("Actions of alarms are kept but not run", { alarm: input.AlarmName });
}

function configurationOf(
  input: Input<"PutCompositeAlarm">,
  { records, clock }: OperationContext,
): CompositeAlarm {
  const { Tags: _tags, ...settings } = input;
  return {
    ...settings,
    ActionsEnabled: input.ActionsEnabled ?? true,
    AlarmArn: alarmArn(records.scope, input.AlarmName),
    AlarmConfigurationUpdatedTimestamp: new Date(clock.nowMs()),
    OKActions: input.OKActions ?? [],
    AlarmActions: input.AlarmActions ?? [],
    InsufficientDataActions: input.InsufficientDataActions ?? [],
  };
}

/** An update leaves the state as it was, until the rule is evaluated. */
function stateOf(before: CompositeAlarm | undefined, now: Date): CompositeAlarm {
  if (before === undefined) {
    return {
      StateValue: "INSUFFICIENT_DATA",
      StateReason: INITIAL_REASON,
      StateUpdatedTimestamp: now,
      StateTransitionedTimestamp: now,
    };
  }
  const { StateReasonData } = before;
  return {
    StateValue: before.StateValue,
    StateReason: before.StateReason,
    StateUpdatedTimestamp: before.StateUpdatedTimestamp,
    StateTransitionedTimestamp: before.StateTransitionedTimestamp,
    ...(StateReasonData === undefined ? {} : { StateReasonData }),
  };
}

/** A suppressor that is replaced takes its periods with it. */
async function suppressedOf(
  records: ScopedRecords,
  before: CompositeBody | undefined,
  suppressor: string | null,
): Promise<CompositeBody["suppressed"]> {
  if (suppressor === null) return null;
  if (before?.suppressor === suppressor) return before.suppressed;
  const state = await alarmState(records, suppressor);
  return state === "ALARM" ? { by: "Alarm", untilMs: null } : null;
}
