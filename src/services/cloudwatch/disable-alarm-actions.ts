// DisableAlarmActions: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html
import type { OperationContext } from "../operation-context.ts";
import { setActionsEnabled } from "./alarm-actions.ts";
import type { Input, Output } from "./operation-types.ts";

export async function disableAlarmActions(
  input: Input<"DisableAlarmActions">,
  context: OperationContext,
): Promise<Output<"DisableAlarmActions">> {
  await setActionsEnabled(context, input.AlarmNames, false);
  return {};
}
