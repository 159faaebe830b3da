// Writes the head of the request that an HTTP endpoint gets. A proxy integration passes the client's fields on, but
// for those AWS keeps back; any other integration starts from nothing. Mapped fields replace those of the same
// name, overrides replace mapped ones, and the gateway's own come last.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
import {
  FIELD_CONTENT_ENCODING,
  FIELD_CONTENT_LENGTH,
  FIELD_EXPECT,
  FIELD_HOST,
  FIELD_OTHER,
  FIELD_SERVER,
  FIELD_TRAILER,
  FIELD_USER_AGENT,
  FIELD_VIA,
  FIELD_X_AMZN_TRACE_ID,
} from "../../wire/http1/fields.ts";
import { fieldValue } from "./response-head-writer.ts";
import type { RestApiRequest } from "./request.ts";

/** Not passed on, beside those with a number of their own. */
const KEPT_BACK: ReadonlySet<string> = new Set([
  "content-md5",
  "max-forwards",
  "www-authenticate",
  "x-http-method-override",
  "x-amzn-apigateway-api-id",
]);
const SHORTEST_KEPT_BACK = 11;

/** Mapped and overridden fields by lower-case name; null when there are none. */
type Overlay = ReadonlyMap<string, readonly [name: string, value: string]> | null;

/** The complete head, as latin1 text. `host` is the URI's. */
export function writeBackendHead(request: RestApiRequest, host: string): string {
  const overlay = overlayOf(request);
  const isProxy = request.live?.integration?.snapshot.type === "HTTP_PROXY";
  const fields = isProxy ? proxiedFields(request, overlay) : ownFields(request, overlay);
  let mapped = "";
  let hostField = host;
  if (overlay !== null) {
    for (const [lower, [name, value]] of overlay) {
      if (lower === "host") hostField = fieldValue(value);
      else if (lower !== "via") mapped += `${name}: ${fieldValue(value)}\r\n`;
    }
  }
  const length = request.backendLength;
  const contentLength =
    length > 0 || tellsEmptyLength(request.backendMethod) ? `Content-Length: ${length}\r\n` : "";
  return (
    `${request.backendMethod} ${request.backendTarget} HTTP/1.1\r\nHost: ${hostField}\r\n${fields}${mapped}${contentLength}` +
    `x-amzn-apigateway-api-id: ${request.apiId}\r\nX-Amzn-Trace-Id: ${request.traceId}\r\n\r\n`
  );
}

/** RFC 9110 §8.6: of methods that expect a body. */
function tellsEmptyLength(method: string): boolean {
  return method === "POST" || method === "PUT" || method === "PATCH";
}

function overlayOf(request: RestApiRequest): Overlay {
  const { mapped } = request;
  if ((mapped === null || mapped.headers.size === 0) && !request.hasOverrides) return null;
  const overlay = new Map<string, readonly [string, string]>();
  if (mapped !== null) {
    for (const [name, values] of mapped.headers) {
      overlay.set(name.toLowerCase(), [name, values.join(",")]);
    }
  }
  if (request.hasOverrides) {
    for (const [name, value] of request.overrides.requestHeaders) {
      overlay.set(name.toLowerCase(), [name, value]);
    }
  }
  return overlay;
}

function proxiedFields(request: RestApiRequest, overlay: Overlay): string {
  const head = request.exchange.request;
  let fields = "";
  let hasUserAgent = overlay?.has("user-agent") === true;
  for (let i = 0; i < head.count; i++) {
    const id = head.id(i);
    switch (id) {
      case FIELD_CONTENT_ENCODING:
      case FIELD_CONTENT_LENGTH:
      case FIELD_EXPECT:
      case FIELD_HOST:
      case FIELD_SERVER:
      case FIELD_TRAILER:
      case FIELD_VIA:
      case FIELD_X_AMZN_TRACE_ID:
        continue;
      case FIELD_USER_AGENT:
        hasUserAgent = true;
        break;
      default:
    }
    if (head.isHopByHop(i)) continue;
    const name = head.name(i);
    if (overlay !== null && overlay.has(name.toLowerCase())) continue;
    if (id === FIELD_OTHER && name.length >= SHORTEST_KEPT_BACK && isKeptBack(name)) continue;
    fields += `${name}: ${head.value(i)}\r\n`;
  }
  return hasUserAgent ? fields : fields + ownUserAgent(request);
}

function isKeptBack(name: string): boolean {
  return KEPT_BACK.has(name.toLowerCase());
}

function ownFields(request: RestApiRequest, overlay: Overlay): string {
  const accept = overlay?.has("accept") === true ? "" : "Accept: application/json\r\n";
  const userAgent = overlay?.has("user-agent") === true ? "" : ownUserAgent(request);
  const hasType = overlay?.has("content-type") === true || request.backendLength === 0;
  const contentType = hasType ? "" : `Content-Type: ${request.backendMediaType}\r\n`;
  return accept + userAgent + contentType;
}

function ownUserAgent(request: RestApiRequest): string {
  return `User-Agent: AmazonAPIGateway_${request.apiId}\r\n`;
}
