// Writes the head of the request that a backend gets, in the order seen in captures: Host, X-Amzn-Trace-Id,
// Content-Length, User-Agent, Content-Type, the client's own fields, and via and forwarded last. Names and values
// of the client's fields stay as they came; hop-by-hop fields (RFC 9110 §7.6.1) end here.
import { BODY_CHUNKED, type BodyFraming } from "../../wire/http1/exchange.ts";
import {
  FIELD_CONTENT_LENGTH,
  FIELD_CONTENT_TYPE,
  FIELD_EXPECT,
  FIELD_FORWARDED,
  FIELD_HOST,
  FIELD_USER_AGENT,
  FIELD_VIA,
  FIELD_X_AMZN_TRACE_ID,
  FIELD_X_FORWARDED_FOR,
  FIELD_X_FORWARDED_HOST,
  FIELD_X_FORWARDED_PORT,
  FIELD_X_FORWARDED_PROTO,
  type Fields,
} from "../../wire/http1/fields.ts";
import type { WritableFields } from "../mapping/mapped-fields.ts";
import { foldForwarded } from "./forwarded.ts";

/** What the head is made of; implemented by the per-request object. */
export interface BackendHeadSource {
  readonly backendMethod: string;
  readonly backendTarget: string;
  readonly backendHost: string;
  readonly backendFraming: BodyFraming;
  readonly backendLength: number;
  /** The client's fields after mapping. */
  readonly backendFields: WritableFields;
  /** The client's fields as they came; X-Forwarded-* cannot be mapped. */
  readonly clientFields: Fields;
  /** The gateway's own element of Forwarded. */
  readonly forwardedElement: string;
  /** A new trace, for a request that brought none. */
  newTraceId(): string;
}

const VIA = "HTTP/1.1 AmazonAPIGateway";
/** What the gateway says of a request without a body that names no type. */
const EMPTY_BODY_TYPE = "Content-Type: application/x-www-form-urlencoded\r\n";

/** The complete head, as latin1 text. */
export function writeBackendHead(source: BackendHeadSource): string {
  const fields = source.backendFields;
  let traceId = "";
  let userAgent = "";
  let contentType = "";
  let via = "";
  let proxied = false;
  let others = "";
  for (let i = 0; i < fields.count; i++) {
    switch (fields.id(i)) {
      case FIELD_HOST:
      case FIELD_CONTENT_LENGTH:
      case FIELD_EXPECT:
        break;
      case FIELD_X_AMZN_TRACE_ID:
        traceId = fields.value(i);
        break;
      case FIELD_USER_AGENT:
        userAgent = `User-Agent: ${fields.value(i)}\r\n`;
        break;
      case FIELD_CONTENT_TYPE:
        contentType = `Content-Type: ${fields.value(i)}\r\n`;
        break;
      case FIELD_VIA:
        via += `${fields.value(i)}, `;
        break;
      case FIELD_FORWARDED:
      case FIELD_X_FORWARDED_FOR:
      case FIELD_X_FORWARDED_HOST:
      case FIELD_X_FORWARDED_PROTO:
      case FIELD_X_FORWARDED_PORT:
        proxied = true;
        break;
      default:
        if (!fields.isHopByHop(i)) others += `${fields.name(i)}: ${fields.value(i)}\r\n`;
    }
  }
  if (traceId === "") traceId = source.newTraceId();
  // [I] A body of unknown length goes on as it came; AWS is not known to say anything else.
  const chunked = source.backendFraming === BODY_CHUNKED;
  if (contentType === "" && !chunked && source.backendLength === 0) contentType = EMPTY_BODY_TYPE;
  const length = chunked
    ? "Transfer-Encoding: chunked\r\n"
    : `Content-Length: ${source.backendLength}\r\n`;
  const forwarded = proxied ? foldedElement(source) : source.forwardedElement;
  return (
    `${source.backendMethod} ${source.backendTarget} HTTP/1.1\r\n` +
    `Host: ${source.backendHost}\r\nX-Amzn-Trace-Id: ${traceId}\r\n${length}${userAgent}${contentType}` +
    `${others}via: ${via}${VIA}\r\nforwarded: ${forwarded}\r\n\r\n`
  );
}

function foldedElement(source: BackendHeadSource): string {
  const fields = source.clientFields;
  const earlier = {
    forwarded: fields.joined("forwarded"),
    forwardedFor: fields.joined("x-forwarded-for"),
    forwardedHost: fields.joined("x-forwarded-host"),
    forwardedProto: fields.joined("x-forwarded-proto"),
  };
  return foldForwarded(earlier, source.forwardedElement);
}
