// SetAlarmState: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
// The state of a metric alarm stays until it is evaluated next, that of a composite alarm until one of its children
// changes state.
import { InvalidFormatFault } from "@aws-sdk/client-cloudwatch";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { changeAlarmState } from "./alarm-state.ts";
import { resourceNotFound } from "./cloudwatch-errors.ts";
import { followTransition } from "./composite-alarm-evaluation.ts";
import { writeCompositeState } from "./composite-alarm-state.ts";
import { findAlarm } from "./find-alarm.ts";
import type { NewAlarmState } from "./new-alarm-state.ts";
import type { Input, Output } from "./operation-types.ts";

export async function setAlarmState(
  input: Input<"SetAlarmState">,
  { records, clock }: OperationContext,
): Promise<Output<"SetAlarmState">> {
  const { AlarmName: name } = input;
  new Constraints()
    .length("alarmName", name, { min: 1, max: 255 })
    .enumeration("stateValue", input.StateValue, ["OK", "ALARM", "INSUFFICIENT_DATA"])
    .length("stateReason", input.StateReason, { max: 1023 })
    .length("stateReasonData", input.StateReasonData, { max: 4000 })
    .throwIfViolated();
  checkJson(input.StateReasonData);
  const found = await findAlarm(records, name);
  if (found === undefined) throw resourceNotFound(`Alarm ${name} does not exist`);
  const state: NewAlarmState = {
    value: input.StateValue,
    reason: input.StateReason,
    reasonData: input.StateReasonData,
    nowMs: clock.nowMs(),
  };
  if (found.kind === "metric-alarm") {
    await changeAlarmState(records, found.body, state);
  } else if (await writeCompositeState(records, found.body, state)) {
    await followTransition(records, name, state.nowMs);
  }
  return {};
}

function checkJson(text: string | undefined): void {
  if (text === undefined || text === "") return;
  try {
    JSON.parse(text);
  } catch {
    throw new InvalidFormatFault({ $metadata: {}, message: "StateReasonData is not valid JSON" });
  }
}
