// ListTagsForResource: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListTagsForResource.html
import type { OperationContext } from "../operation-context.ts";
import { requireTaggedResource } from "./cloudwatch-tags.ts";
import type { Input, Output } from "./operation-types.ts";

export async function listTagsForResource(
  input: Input<"ListTagsForResource">,
  context: OperationContext,
): Promise<Output<"ListTagsForResource">> {
  const { tags } = await requireTaggedResource(context, input.ResourceARN);
  return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}
