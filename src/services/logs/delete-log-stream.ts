// DeleteLogStream: the stream with its events.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkGroupName, checkStreamName } from "./log-names.ts";
import { asked, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

export async function deleteLogStream(
  { logGroupName, logStreamName }: LogsInput<"DeleteLogStream">,
  context: OperationContext,
): Promise<LogsOutput<"DeleteLogStream">> {
  throwIfInvalid(checkStreamName(checkGroupName(new Constraints(), logGroupName), logStreamName));
  await asked(context.logs.deleteStream(context, logGroupName, logStreamName));
  return {};
}
