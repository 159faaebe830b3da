// Tags of REST API resources: how many there may be and of which characters. Wordings [I].
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging.html
import type { Tags } from "../../store/records.ts";
import { badRequest } from "./rest-errors.ts";

export const TAGS_PER_RESOURCE_MAX = 50;
const KEY_LENGTH_MAX = 128;
const VALUE_LENGTH_MAX = 256;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** The tags with `added` laid over them; throws BadRequestException for what AWS refuses. */
export function addTags(before: Tags | undefined, added: Tags | undefined): Tags {
  const tags = { ...before, ...added };
  for (const [key, value] of Object.entries(added ?? {})) checkTag(key, value);
  if (Object.keys(tags).length > TAGS_PER_RESOURCE_MAX) {
    throw badRequest(`A resource can have at most ${TAGS_PER_RESOURCE_MAX} tags`);
  }
  return tags;
}

/** Tags for a new resource: undefined when none are given, as answers then lack the member. */
export function newTags(given: Tags | undefined): Tags | undefined {
  const tags = addTags(undefined, given);
  return Object.keys(tags).length === 0 ? undefined : tags;
}

function checkTag(key: string, value: string): void {
  if (key === "" || key.length > KEY_LENGTH_MAX || !ALLOWED.test(key)) {
    throw badRequest(`Invalid tag key: ${key}`);
  }
  if (key.toLowerCase().startsWith("aws:")) {
    throw badRequest(`Invalid tag key: ${key}. aws: prefixed tag key names are not allowed`);
  }
  if (value.length > VALUE_LENGTH_MAX || !ALLOWED.test(value)) {
    throw badRequest(`Invalid tag value: ${value}`);
  }
}
