// AddTags: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddTags.html
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { withTags } from "./resource-tags.ts";
import { requireTaggedResource } from "./tagged-resource.ts";

/** Sets tags on each of the resources; one that has the key already gets the new value. */
export async function addTags(
  input: Input<"AddTags">,
  { records }: OperationContext,
): Promise<Output<"AddTags">> {
  for (const arn of new Set(input.ResourceArns)) {
    const resource = await requireTaggedResource(records, arn);
    resource.setTags(withTags(resource.tags, input.Tags));
  }
  return {};
}
