// TagLogGroup: TagResource's elder sister, by name.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { addTags, groupByName } from "./log-group-tags.ts";
import { checkGroupName } from "./log-names.ts";
import { throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

export async function tagLogGroup(
  { logGroupName, tags }: LogsInput<"TagLogGroup">,
  context: OperationContext,
): Promise<LogsOutput<"TagLogGroup">> {
  throwIfInvalid(checkGroupName(new Constraints(), logGroupName));
  await addTags(await groupByName(logGroupName, context), tags, context);
  return {};
}
