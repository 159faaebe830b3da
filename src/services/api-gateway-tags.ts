// Tags of API Gateway resources, of both its APIs: how many there may be and of which characters. Wordings [I].
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging.html
import type { Tags } from "../store/records.ts";

export const TAGS_PER_RESOURCE_MAX = 50;
const KEY_LENGTH_MAX = 128;
const VALUE_LENGTH_MAX = 256;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Makes the error of the API that is spoken: each SDK client has a BadRequestException of its own. */
export type TagRefusal = (message: string) => Error;

/** The tags with `added` laid over them; throws what `refuse` makes for what AWS refuses. */
export function mergeTags(
  before: Tags | undefined,
  added: Tags | undefined,
  refuse: TagRefusal,
): Tags {
  const tags = { ...before, ...added };
  for (const [key, value] of Object.entries(added ?? {})) checkTag(key, value, refuse);
  if (Object.keys(tags).length > TAGS_PER_RESOURCE_MAX) {
    throw refuse(`A resource can have at most ${TAGS_PER_RESOURCE_MAX} tags`);
  }
  return tags;
}

function checkTag(key: string, value: string, refuse: TagRefusal): void {
  if (key === "" || key.length > KEY_LENGTH_MAX || !ALLOWED.test(key)) {
    throw refuse(`Invalid tag key: ${key}`);
  }
  if (key.toLowerCase().startsWith("aws:")) {
    throw refuse(`Invalid tag key: ${key}. aws: prefixed tag key names are not allowed`);
  }
  if (value.length > VALUE_LENGTH_MAX || !ALLOWED.test(value)) {
    throw refuse(`Invalid tag value: ${value}`);
  }
}
