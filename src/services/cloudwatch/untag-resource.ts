// UntagResource: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_UntagResource.html
import type { OperationContext } from "../operation-context.ts";
import { requireTaggedResource } from "./cloudwatch-tags.ts";
import type { Input, Output } from "./operation-types.ts";

export async function untagResource(
  input: Input<"UntagResource">,
  context: OperationContext,
): Promise<Output<"UntagResource">> {
  const resource = await requireTaggedResource(context, input.ResourceARN);
  const tags = { ...resource.tags };
  for (const key of input.TagKeys) delete tags[key];
  resource.setTags(tags);
  return {};
}
