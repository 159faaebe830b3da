// GetLogRecord: all fields of one event, which a query's @ptr points to.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogRecord.html
import type { OperationContext } from "../operation-context.ts";
import { discoveredFields } from "./discovered-fields.ts";
import { asked, resourceNotFound } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

export async function getLogRecord(
  { logRecordPointer }: LogsInput<"GetLogRecord">,
  context: OperationContext,
): Promise<LogsOutput<"GetLogRecord">> {
  const event = await asked(context.logs.findEvent(context, logRecordPointer));
  if (event === undefined) throw resourceNotFound("The specified log record does not exist.");
  return { logRecord: Object.fromEntries(discoveredFields(event, context.account)) };
}
