// DescribeTags: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html
import type { TagDescription } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OperationContext } from "../operation-context.ts";
import { Constraints } from "../../protocol/constraints.ts";
import type { Input, Output } from "./operation-types.ts";
import { tagList } from "./resource-tags.ts";
import { requireTaggedResource } from "./tagged-resource.ts";

/** AWS takes up to 20 resources in one call. */
const RESOURCES_MAX = 20;

export async function describeTags(
  input: Input<"DescribeTags">,
  { records }: OperationContext,
): Promise<Output<"DescribeTags">> {
  new Constraints()
    .length("resourceArns", input.ResourceArns, { max: RESOURCES_MAX })
    .throwIfViolated();
  const TagDescriptions: TagDescription[] = [];
  for (const ResourceArn of new Set(input.ResourceArns)) {
    const { tags } = await requireTaggedResource(records, ResourceArn);
    TagDescriptions.push({ ResourceArn, Tags: tagList(tags) });
  }
  return { TagDescriptions };
}
