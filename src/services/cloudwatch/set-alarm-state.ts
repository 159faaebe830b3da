// SetAlarmState: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
// The state stays until the alarm is evaluated next.
import { InvalidFormatFault } from "@aws-sdk/client-cloudwatch";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { changeAlarmState } from "./alarm-state.ts";
import { resourceNotFound } from "./cloudwatch-errors.ts";
import type { Input, Output } from "./operation-types.ts";

export async function setAlarmState(
  input: Input<"SetAlarmState">,
  { records, clock }: OperationContext,
): Promise<Output<"SetAlarmState">> {
  new Constraints()
    .length("alarmName", input.AlarmName, { min: 1, max: 255 })
    .enumeration("stateValue", input.StateValue, ["OK", "ALARM", "INSUFFICIENT_DATA"])
    .length("stateReason", input.StateReason, { max: 1023 })
    .length("stateReasonData", input.StateReasonData, { max: 4000 })
    .throwIfViolated();
  checkJson(input.StateReasonData);
  const body = await records.get("metric-alarm", input.AlarmName);
  if (body === undefined) throw resourceNotFound(`Alarm ${input.AlarmName} does not exist`);
  await changeAlarmState(records, body, {
    value: input.StateValue,
    reason: input.StateReason,
    reasonData: input.StateReasonData,
    nowMs: clock.nowMs(),
  });
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
