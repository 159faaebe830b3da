// Tags of REST API resources, refused with this API's exception.
import type { Tags } from "../../store/records.ts";
import { mergeTags } from "../api-gateway-tags.ts";
import { badRequest } from "./rest-errors.ts";

/** The tags with `added` laid over them; throws BadRequestException for what AWS refuses. */
export function addTags(before: Tags | undefined, added: Tags | undefined): Tags {
  return mergeTags(before, added, badRequest);
}

/** Tags for a new resource: undefined when none are given, as answers then lack the member. */
export function newTags(given: Tags | undefined): Tags | undefined {
  const tags = addTags(undefined, given);
  return Object.keys(tags).length === 0 ? undefined : tags;
}
