// Stage: integration request parameters: headers, query and path for the endpoint, by the integration's mappings.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
import { failure } from "../../base/failure.ts";
import { CONTINUE, FAILED, type ChainStage } from "./chain-stage.ts";
import type { MappedRequest } from "./mapping-functions.ts";

/** What mappings made. */
export class MappedParts implements MappedRequest {
  readonly headers = new Map<string, readonly string[]>();
  readonly queries = new Map<string, readonly string[]>();
  readonly paths = new Map<string, string>();

  header(name: string, values: readonly string[]): void {
    this.headers.set(name, values);
  }

  query(name: string, values: readonly string[]): void {
    this.queries.set(name, values);
  }

  path(name: string, value: string): void {
    this.paths.set(name, value);
  }
}

/** A mapping to one of these makes every call fail. */
const FRAMING_FIELDS: ReadonlySet<string> = new Set(["content-length", "transfer-encoding"]);
/** And these where AWS itself is called. */
const AWS_FIELDS: ReadonlySet<string> = new Set([
  "authorization",
  "connection",
  "expect",
  "proxy-authenticate",
  "te",
]);

export const mapRequest: ChainStage = (request) => {
  const integration = request.live?.integration ?? null;
  if (integration === null) {
    request.refuseFor(failure("integration-not-found"));
    return FAILED;
  }
  if (integration.failure !== null) {
    request.refuseFor(integration.failure);
    return FAILED;
  }
  if (integration.requestMapping === null) return CONTINUE;
  const mapped = new MappedParts();
  integration.requestMapping.apply(request, mapped);
  request.mapped = mapped;
  const isAws = integration.snapshot.type.startsWith("AWS");
  for (const name of mapped.headers.keys()) {
    const lower = name.toLowerCase();
    if (!FRAMING_FIELDS.has(lower) && !(isAws && AWS_FIELDS.has(lower))) continue;
    // [I] AWS's words for it are not known.
    request.refuseFor(failure("integration-misconfigured", `Invalid header mapping: ${name}`));
    return FAILED;
  }
  return CONTINUE;
};
