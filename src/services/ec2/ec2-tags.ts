// Tags of EC2 resources: TagSpecifications at creation, CreateTags and DeleteTags later.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html
import type { Tag, TagSpecification } from "@aws-sdk/client-ec2";
import { ec2Error } from "./ec2-errors.ts";

const KEY_LENGTH_MAX = 127;
const VALUE_LENGTH_MAX = 255;
const TAGS_MAX = 50;

/** The tags that a creation asks for, checked. */
export function tagsAtCreation(
  specifications: readonly TagSpecification[] | undefined,
  resourceType: string,
): Tag[] {
  const tags: Tag[] = [];
  for (const { ResourceType, Tags = [] } of specifications ?? []) {
    if (ResourceType !== resourceType) {
      throw ec2Error(
        "InvalidParameterValue",
        `'${ResourceType}' is not a valid taggable resource type for this operation.`,
      );
    }
    tags.push(...Tags);
  }
  return mergedTags([], tags);
}

/** `before` with `added` put over it. Throws for keys and values that EC2 refuses. */
export function mergedTags(before: readonly Tag[], added: readonly Tag[]): Tag[] {
  const merged = new Map(before.map((tag) => [tag.Key ?? "", tag.Value ?? ""]));
  for (const { Key = "", Value = "" } of added) {
    if (Key === "" || Key.length > KEY_LENGTH_MAX) {
      throw ec2Error(
        "InvalidParameterValue",
        `Tag key exceeds the maximum length of ${KEY_LENGTH_MAX} characters`,
      );
    }
    if (Key.toLowerCase().startsWith("aws:")) {
      throw ec2Error(
        "InvalidParameterValue",
        "Tag keys starting with 'aws:' are reserved for internal use",
      );
    }
    if (Value.length > VALUE_LENGTH_MAX) {
      throw ec2Error(
        "InvalidParameterValue",
        `Tag value exceeds the maximum length of ${VALUE_LENGTH_MAX} characters`,
      );
    }
    merged.set(Key, Value);
  }
  if (merged.size > TAGS_MAX) {
    throw ec2Error("TagLimitExceeded", `The maximum number of tags for a resource is ${TAGS_MAX}`);
  }
  return [...merged].map(([Key, Value]) => ({ Key, Value }));
}

/** `before` without `removed`; a removed tag with a value only goes when the value is the same. */
export function remainingTags(before: readonly Tag[], removed: readonly Tag[]): Tag[] {
  if (removed.length === 0) return [];
  return before.filter(
    (tag) =>
      !removed.some(
        ({ Key, Value }) => Key === tag.Key && (Value === undefined || Value === tag.Value),
      ),
  );
}
