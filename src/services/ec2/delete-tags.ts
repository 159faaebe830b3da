// DeleteTags: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html
import type { OperationContext } from "../operation-context.ts";
import { missingParameter } from "./ec2-errors.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";
import { remainingTags } from "./ec2-tags.ts";
import { findTaggableResource } from "./taggable-resource.ts";

export async function deleteTags(
  input: Ec2Input<"DeleteTags">,
  { records }: OperationContext,
): Promise<Ec2Output<"DeleteTags">> {
  const ids = input.Resources ?? [];
  if (ids.length === 0) throw missingParameter("resourceIdSet");
  for (const id of ids) {
    const resource = await findTaggableResource(records, id);
    resource.replaceTags(remainingTags(resource.tags, input.Tags ?? []));
  }
  return {};
}
