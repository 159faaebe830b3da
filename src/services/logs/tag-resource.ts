// TagResource: tags of a log group by its ARN.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html
import type { OperationContext } from "../operation-context.ts";
import { addTags, groupByArn } from "./log-group-tags.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

export async function tagResource(
  { resourceArn, tags }: LogsInput<"TagResource">,
  context: OperationContext,
): Promise<LogsOutput<"TagResource">> {
  await addTags(await groupByArn(resourceArn, context), tags, context);
  return {};
}
