// PutMetricAlarm: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { OperationContext } from "../operation-context.ts";
import { requireRoomForAlarm } from "./alarm-quota.ts";
import { INITIAL_REASON } from "./alarm-reason.ts";
import { checkAlarm } from "./alarm-rules.ts";
import { alarmArn } from "./cloudwatch-arns.ts";
import { withTags } from "./cloudwatch-tags.ts";
import { addConfigurationHistory } from "./configuration-history.ts";
import type { Input, Output } from "./operation-types.ts";

/** Replaces the whole configuration; the state of an alarm that is there stays until it is evaluated. */
export async function putMetricAlarm(
  input: Input<"PutMetricAlarm">,
  context: OperationContext,
): Promise<Output<"PutMetricAlarm">> {
  checkAlarm(input);
  const { records } = context;
  const name = input.AlarmName;
  const before = await records.get("metric-alarm", name);
  if (before === undefined) await requireRoomForAlarm(records, name);
  const nowMs = context.clock.nowMs();
  const alarm = { ...configurationOf(input, context), ...stateOf(before?.alarm, new Date(nowMs)) };
  // Tags are taken when an alarm is made, and not looked at when one is changed.
  const tags = before?.tags ?? withTags({}, input.Tags);
  records.put("metric-alarm", name, { alarm, tags });
  const isNew = before === undefined;
  await addConfigurationHistory(records, { alarmType: "MetricAlarm", alarm, isNew, nowMs });
  return {};
}

function configurationOf(
  input: Input<"PutMetricAlarm">,
  { records, clock }: OperationContext,
): MetricAlarm {
  // The last two are refused before; the types of input and output differ in them.
  const { Tags: _tags, EvaluationCriteria: _c, EvaluationWindow: _w, ...settings } = input;
  return {
    ...settings,
    ActionsEnabled: input.ActionsEnabled ?? true,
    AlarmArn: alarmArn(records.scope, input.AlarmName),
    AlarmConfigurationUpdatedTimestamp: new Date(clock.nowMs()),
    OKActions: input.OKActions ?? [],
    AlarmActions: input.AlarmActions ?? [],
    InsufficientDataActions: input.InsufficientDataActions ?? [],
    ...(input.Metrics === undefined
      ? { Dimensions: input.Dimensions ?? [] }
      : {
          Metrics: input.Metrics.map((query) => ({
            ...query,
            ReturnData: query.ReturnData ?? true,
          })),
        }),
  };
}

function stateOf(before: MetricAlarm | undefined, now: Date): MetricAlarm {
  if (before === undefined) {
    return {
      StateValue: "INSUFFICIENT_DATA",
      StateReason: INITIAL_REASON,
      StateUpdatedTimestamp: now,
      StateTransitionedTimestamp: now,
    };
  }
  const { StateValue, StateReason, StateReasonData, StateUpdatedTimestamp } = before;
  const { StateTransitionedTimestamp } = before;
  return {
    StateValue,
    StateReason,
    StateUpdatedTimestamp,
    StateTransitionedTimestamp,
    ...(StateReasonData === undefined ? {} : { StateReasonData }),
  };
}
