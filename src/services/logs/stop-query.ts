// StopQuery: cancels a query that is running.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StopQuery.html
import type { OperationContext } from "../operation-context.ts";
import { findQuery } from "./find-query.ts";
import { invalidParameter } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

export function stopQuery(
  { queryId }: LogsInput<"StopQuery">,
  context: OperationContext,
): LogsOutput<"StopQuery"> {
  const query = findQuery(queryId, context);
  // "If the query has already ended, the operation returns an error indicating that the specified query is not
  // running."
  if (!context.queries.stop(query, context.clock)) {
    throw invalidParameter("The specified query is not running.");
  }
  return { success: true };
}
