// RemoveTags: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RemoveTags.html
import type { Tags } from "../../store/records.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { requireTaggedResource } from "./tagged-resource.ts";

/** Takes tags off each of the resources; a key that one does not have is no error. */
export async function removeTags(
  input: Input<"RemoveTags">,
  { records }: OperationContext,
): Promise<Output<"RemoveTags">> {
  for (const arn of new Set(input.ResourceArns)) {
    const resource = await requireTaggedResource(records, arn);
    const tags: Tags = {};
    for (const [key, value] of Object.entries(resource.tags)) {
      if (!input.TagKeys.includes(key)) tags[key] = value;
    }
    resource.setTags(tags);
  }
  return {};
}
