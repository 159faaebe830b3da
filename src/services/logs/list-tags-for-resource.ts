// ListTagsForResource: the tags of a log group by its ARN.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html
import type { OperationContext } from "../operation-context.ts";
import { groupByArn } from "./log-group-tags.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

export async function listTagsForResource(
  { resourceArn }: LogsInput<"ListTagsForResource">,
  context: OperationContext,
): Promise<LogsOutput<"ListTagsForResource">> {
  const { tags } = await groupByArn(resourceArn, context);
  return { tags };
}
