// Tags of certificates: ACM's shape is a list of Key and Value.
import { InvalidTagException, TooManyTagsException, type Tag } from "@aws-sdk/client-acm";
import type { Tags } from "../../store/records.ts";

const TAGS_MAX = 50;
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** `before` with `added` put over it, checked. */
export function mergedTags(before: Tags, added: readonly Tag[] | undefined): Tags {
  const merged = { ...before };
  for (const { Key = "", Value = "" } of added ?? []) {
    if (!KEY.test(Key) || Key.startsWith("aws:") || !VALUE.test(Value)) {
      throw new InvalidTagException({ $metadata: {}, message: `Invalid tag: ${Key}` });
    }
    merged[Key] = Value;
  }
  if (Object.keys(merged).length > TAGS_MAX) {
    throw new TooManyTagsException({
      $metadata: {},
      message: `The request contains too many tags. The maximum is ${TAGS_MAX}.`,
    });
  }
  return merged;
}

export function tagList(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
