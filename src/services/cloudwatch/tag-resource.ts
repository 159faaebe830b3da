// TagResource: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html
import type { OperationContext } from "../operation-context.ts";
import { requireTaggedResource, withTags } from "./cloudwatch-tags.ts";
import type { Input, Output } from "./operation-types.ts";

export async function tagResource(
  input: Input<"TagResource">,
  context: OperationContext,
): Promise<Output<"TagResource">> {
  const resource = await requireTaggedResource(context, input.ResourceARN);
  resource.setTags(withTags(resource.tags, input.Tags));
  return {};
}
