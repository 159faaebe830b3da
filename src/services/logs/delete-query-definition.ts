// DeleteQueryDefinition: a kept query goes; those that were started from it run on.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteQueryDefinition.html
import type { OperationContext } from "../operation-context.ts";
import { resourceNotFound } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

export async function deleteQueryDefinition(
  { queryDefinitionId }: LogsInput<"DeleteQueryDefinition">,
  context: OperationContext,
): Promise<LogsOutput<"DeleteQueryDefinition">> {
  const kept = await context.records.get("log-query-definition", queryDefinitionId);
  if (kept === undefined) throw resourceNotFound("The specified query definition does not exist.");
  context.records.delete("log-query-definition", queryDefinitionId);
  return { success: true };
}
