// Tags of HTTP API resources, refused with this API's exception.
import type { Tags } from "../../store/records.ts";
import { mergeTags } from "../api-gateway-tags.ts";
import { badRequest } from "./api-errors.ts";

/** The tags with `added` laid over them; throws BadRequestException for what AWS refuses. */
export function addTags(before: Tags | undefined, added: Tags | undefined): Tags {
  return mergeTags(before, added, badRequest);
}
