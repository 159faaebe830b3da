// CreateLogStream: a sequence of events of one source, within a group.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkGroupName, checkStreamName } from "./log-names.ts";
import { asked, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

export async function createLogStream(
  { logGroupName, logStreamName }: LogsInput<"CreateLogStream">,
  context: OperationContext,
): Promise<LogsOutput<"CreateLogStream">> {
  throwIfInvalid(checkStreamName(checkGroupName(new Constraints(), logGroupName), logStreamName));
  await asked(context.logs.createStream(context, logGroupName, logStreamName));
  return {};
}
