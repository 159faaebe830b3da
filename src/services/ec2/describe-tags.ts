// DescribeTags: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html
import type { TagDescription } from "@aws-sdk/client-ec2";
import type { OperationContext } from "../operation-context.ts";
import { applyFilters, type FilterFields } from "./ec2-filters.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";
import { pageOf } from "./ec2-paging.ts";
import { taggableResources } from "./taggable-resource.ts";

type Described = TagDescription & { Tags?: { Key: string; Value: string }[] };

const FIELDS: FilterFields<Described> = {
  key: (tag) => [tag.Key],
  value: (tag) => [tag.Value],
  "resource-id": (tag) => [tag.ResourceId],
  "resource-type": (tag) => [tag.ResourceType],
};

export async function describeTags(
  input: Ec2Input<"DescribeTags">,
  { records }: OperationContext,
): Promise<Ec2Output<"DescribeTags">> {
  const all = (await taggableResources(records)).flatMap(({ resourceId, resourceType, tags }) =>
    tags.map(({ Key = "", Value = "" }): Described => ({
      ResourceId: resourceId,
      ResourceType: resourceType,
      Key,
      Value,
      Tags: [{ Key, Value }],
    })),
  );
  const { items, nextToken } = pageOf(
    applyFilters(all, input.Filters, FIELDS),
    input.MaxResults,
    input.NextToken,
  );
  return { Tags: items.map(({ Tags: _, ...tag }) => tag), NextToken: nextToken };
}
