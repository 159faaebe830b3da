// DeleteLogGroup: the group with its streams, events, metric filters and policy.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkGroupName } from "./log-names.ts";
import { asked, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";
import { groupPolicyId } from "./resource-policies.ts";

export async function deleteLogGroup(
  { logGroupName }: LogsInput<"DeleteLogGroup">,
  context: OperationContext,
): Promise<LogsOutput<"DeleteLogGroup">> {
  throwIfInvalid(checkGroupName(new Constraints(), logGroupName));
  await asked(context.logs.deleteGroup(context, logGroupName));
  context.records.delete("log-resource-policy", groupPolicyId(logGroupName));
  return {};
}
