// DeleteRetentionPolicy: events of the group do not expire any more.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkGroupName } from "./log-names.ts";
import { asked, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

export async function deleteRetentionPolicy(
  { logGroupName }: LogsInput<"DeleteRetentionPolicy">,
  context: OperationContext,
): Promise<LogsOutput<"DeleteRetentionPolicy">> {
  throwIfInvalid(checkGroupName(new Constraints(), logGroupName));
  await asked(context.logs.changeGroup(context, logGroupName, { retentionDays: null }));
  return {};
}
