// ListTagsLogGroup: ListTagsForResource's elder sister, by name.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsLogGroup.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { groupByName } from "./log-group-tags.ts";
import { checkGroupName } from "./log-names.ts";
import { throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

export async function listTagsLogGroup(
  { logGroupName }: LogsInput<"ListTagsLogGroup">,
  context: OperationContext,
): Promise<LogsOutput<"ListTagsLogGroup">> {
  throwIfInvalid(checkGroupName(new Constraints(), logGroupName));
  const { tags } = await groupByName(logGroupName, context);
  return { tags };
}
