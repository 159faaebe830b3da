// UntagLogGroup: UntagResource's elder sister, by name.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagLogGroup.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { groupByName, removeTags } from "./log-group-tags.ts";
import { checkGroupName } from "./log-names.ts";
import { throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

export async function untagLogGroup(
  { logGroupName, tags }: LogsInput<"UntagLogGroup">,
  context: OperationContext,
): Promise<LogsOutput<"UntagLogGroup">> {
  throwIfInvalid(checkGroupName(new Constraints(), logGroupName).length("tags", tags, { min: 1 }));
  await removeTags(await groupByName(logGroupName, context), tags, context);
  return {};
}
