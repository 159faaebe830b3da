// Tags of resources: the limits on keys and values and their two forms, AWS's list and our map.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html (tag restrictions)
import {
  DuplicateTagKeysException,
  TooManyTagsException,
  type Tag,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Tags } from "../../store/records.ts";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import { TAGS_PER_RESOURCE_MAX } from "./quotas.ts";
import { serviceError } from "./service-error.ts";

const KEY_LENGTH = { min: 1, max: 128 };
const VALUE_LENGTH = { min: 0, max: 256 };
const CHARACTERS = /^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$/u;

/** `present` with the tags of a request added; refuses what AWS refuses of them. */
export function withTags(present: Tags, added: readonly Tag[] | undefined): Tags {
  const result: Tags = { ...present };
  const seen = new Set<string>();
  const constraints = new Constraints();
  for (const [index, tag] of (added ?? []).entries()) {
    const path = `tags.${index + 1}.member`;
    constraints
      .length(`${path}.key`, tag.Key, KEY_LENGTH)
      .pattern(`${path}.key`, tag.Key, CHARACTERS)
      .length(`${path}.value`, tag.Value, VALUE_LENGTH)
      .pattern(`${path}.value`, tag.Value, CHARACTERS);
  }
  constraints.throwIfViolated();
  for (const tag of added ?? []) {
    const key = tag.Key ?? "";
    if (key.toLowerCase().startsWith("aws:")) {
      throw validationError(`Tag key '${key}' cannot begin with 'aws:', which is reserved`);
    }
    if (seen.has(key)) {
      throw serviceError(DuplicateTagKeysException, `Tag key was specified more than once: ${key}`);
    }
    seen.add(key);
    result[key] = tag.Value ?? "";
  }
  if (Object.keys(result).length > TAGS_PER_RESOURCE_MAX) {
    throw serviceError(
      TooManyTagsException,
      `The maximum number of tags per resource is ${TAGS_PER_RESOURCE_MAX}`,
    );
  }
  return result;
}

/** The tags as AWS lists them. */
export function tagList(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
