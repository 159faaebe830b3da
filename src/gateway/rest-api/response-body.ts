// Whether anything on the way back reads the endpoint's answer as a whole, so that it is collected.
import { FIELD_CONTENT_ENCODING } from "../../wire/http1/fields.ts";
import type { RestApiRequest } from "./request.ts";

const ACCEPT_ENCODING_FIELD = "accept-encoding";

/** Asked once the head of the answer is there. */
export function needsResponseBody(request: RestApiRequest): boolean {
  const integration = request.live?.integration;
  if (integration?.snapshot.type !== "HTTP_PROXY") return true;
  return request.log?.traces === true || request.cacheKey !== null || compresses(request);
}

/** The client named codings, the API compresses, and the answer is not in a coding yet. */
export function compresses(request: RestApiRequest): boolean {
  if ((request.content?.snapshot.minimumCompressionBytes ?? null) === null) return false;
  if (request.responseHead?.has(FIELD_CONTENT_ENCODING) === true) return false;
  return request.exchange.request.joined(ACCEPT_ENCODING_FIELD) !== undefined;
}

/** The client's Accept-Encoding; "" for none. */
export function acceptedCodings(request: RestApiRequest): string {
  return request.exchange.request.joined(ACCEPT_ENCODING_FIELD) ?? "";
}
