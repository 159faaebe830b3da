// UntagResource: takes tags from a log group by its ARN; keys that it does not have do no harm.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html
import type { OperationContext } from "../operation-context.ts";
import { groupByArn, removeTags } from "./log-group-tags.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

export async function untagResource(
  { resourceArn, tagKeys }: LogsInput<"UntagResource">,
  context: OperationContext,
): Promise<LogsOutput<"UntagResource">> {
  await removeTags(await groupByArn(resourceArn, context), tagKeys, context);
  return {};
}
