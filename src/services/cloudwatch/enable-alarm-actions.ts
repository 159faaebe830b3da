// EnableAlarmActions: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html
import type { OperationContext } from "../operation-context.ts";
import { setActionsEnabled } from "./alarm-actions.ts";
import type { Input, Output } from "./operation-types.ts";

export async function enableAlarmActions(
  input: Input<"EnableAlarmActions">,
  context: OperationContext,
): Promise<Output<"EnableAlarmActions">> {
  await setActionsEnabled(context, input.AlarmNames, true);
  return {};
}
