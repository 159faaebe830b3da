// CreateTags: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html
import type { OperationContext } from "../operation-context.ts";
import { missingParameter } from "./ec2-errors.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";
import { mergedTags } from "./ec2-tags.ts";
import { findTaggableResource } from "./taggable-resource.ts";

export async function createTags(
  input: Ec2Input<"CreateTags">,
  { records }: OperationContext,
): Promise<Ec2Output<"CreateTags">> {
  const ids = input.Resources ?? [];
  const tags = input.Tags ?? [];
  if (ids.length === 0) throw missingParameter("resourceIdSet");
  if (tags.length === 0) throw missingParameter("tagSet");
  // One at a time: two ids may be of rules of the same group.
  for (const id of ids) {
    const resource = await findTaggableResource(records, id);
    resource.replaceTags(mergedTags(resource.tags, tags));
  }
  return {};
}
