// Writes the head of the answer that a client gets, in the order that AWS writes it over HTTP/1.1: Date,
// Content-Type, Content-Length, Connection, x-amzn-RequestId, x-amzn-ErrorType, the answer's own fields,
// x-amz-apigw-id, X-Amzn-Trace-Id. Fields that the gateway speaks for itself come back under another name.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
import { reasonPhrase } from "../../base/reason-phrase.ts";
import {
  BODY_CHUNKED,
  BODY_FIXED,
  BODY_UNTIL_CLOSE,
  type BodyFraming,
} from "../../wire/http1/exchange.ts";
import {
  FIELD_AUTHORIZATION,
  FIELD_CONNECTION,
  FIELD_CONTENT_LENGTH,
  FIELD_CONTENT_TYPE,
  FIELD_DATE,
  FIELD_EXPECT,
  FIELD_HOST,
  FIELD_KEEP_ALIVE,
  FIELD_OTHER,
  FIELD_PROXY_AUTHENTICATE,
  FIELD_PROXY_CONNECTION,
  FIELD_SERVER,
  FIELD_TRAILER,
  FIELD_TRANSFER_ENCODING,
  FIELD_UPGRADE,
  FIELD_USER_AGENT,
} from "../../wire/http1/fields.ts";
import type { ResponseHead } from "../../wire/http1/response-head.ts";
import type { ClientAnswer } from "./client-answer.ts";

/** What heads are made of, besides the answer; implemented by the per-request object. */
export interface AnswerSource {
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly traceId: string;
  readonly closes: boolean;
  /** "x-postern-journey: ID" with its line end for a request that asked, else "". */
  readonly journeyLine: string;
}

/** The same for an answer that passes through. */
export interface ProxiedAnswerSource extends AnswerSource {
  readonly status: number;
  readonly clientFraming: BodyFraming;
  /** null for a body that streams. */
  readonly responseBodyBytes: Buffer | null;
  /** Of the request line: an overridden one changes nothing about what the client expects. */
  readonly clientMethod: string;
}

const DEFAULT_TYPE = "Content-Type: application/json\r\n";
const REMAPPED = "x-amzn-Remapped-";

/** Lower-case names that come back remapped → how they are written then. */
const REMAPPED_NAMES: ReadonlyMap<string, string> = new Map(
  [
    "Authorization",
    "Connection",
    "Content-Length",
    "Content-MD5",
    "Date",
    "Expect",
    "Host",
    "Max-Forwards",
    "Proxy-Authenticate",
    "Server",
    "Trailer",
    "Upgrade",
    "User-Agent",
    "WWW-Authenticate",
    "x-amzn-requestid",
  ].map((name) => [name.toLowerCase(), REMAPPED + name]),
);

/** Hop-by-hop fields that are not remapped, ids that are the gateway's own, and the one by which a load balancer of this process has named a journey. */
const DROPPED_NAMES: ReadonlySet<string> = new Set([
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "x-amz-apigw-id",
  "x-postern-journey",
]);

/** The name under which a field of the endpoint's answer, or a mapped one, goes to the client; "" for not at all. */
export function clientFieldName(name: string): string {
  const lower = name.toLowerCase();
  return REMAPPED_NAMES.get(lower) ?? (DROPPED_NAMES.has(lower) ? "" : name);
}

/** The endpoint's answer, passed on. `dateLine` has its line end. */
export function writeProxiedHead(
  source: ProxiedAnswerSource,
  head: ResponseHead,
  dateLine: string,
): string {
  let contentType = "";
  let fields = "";
  for (let i = 0; i < head.count; i++) {
    const id = head.id(i);
    if (id === FIELD_CONTENT_TYPE) {
      contentType = `Content-Type: ${head.value(i)}\r\n`;
    } else if (id !== FIELD_TRANSFER_ENCODING) {
      const name = head.name(i);
      const written = isPlain(id, name.length) ? name : clientFieldName(name);
      if (written !== "") fields += `${written}: ${head.value(i)}\r\n`;
    }
  }
  return (
    statusLine(source.status, head.reason) +
    dateLine +
    (contentType === "" ? DEFAULT_TYPE : contentType) +
    proxiedLength(source, head) +
    connectionLine(source.closes) +
    `x-amzn-RequestId: ${source.requestId}\r\n${fields}x-amz-apigw-id: ${source.extendedRequestId}\r\n${source.journeyLine}\r\n`
  );
}

/** Fields with a number of their own that are remapped or dropped. */
const TREATED_IDS =
  (1 << FIELD_AUTHORIZATION) |
  (1 << FIELD_CONNECTION) |
  (1 << FIELD_CONTENT_LENGTH) |
  (1 << FIELD_DATE) |
  (1 << FIELD_EXPECT) |
  (1 << FIELD_HOST) |
  (1 << FIELD_KEEP_ALIVE) |
  (1 << FIELD_PROXY_AUTHENTICATE) |
  (1 << FIELD_PROXY_CONNECTION) |
  (1 << FIELD_SERVER) |
  (1 << FIELD_TRAILER) |
  (1 << FIELD_TRANSFER_ENCODING) |
  (1 << FIELD_UPGRADE) |
  (1 << FIELD_USER_AGENT);

/** Lengths of the names without number that are: Content-MD5, Max-Forwards, x-amz-apigw-id, x-postern-journey, others 16. */
const TREATED_LENGTHS = (1 << 11) | (1 << 12) | (1 << 14) | (1 << 16) | (1 << 17);

/** Whether a field passes as it is, told without looking at its name; false when that is to be looked at. */
function isPlain(id: number, nameLength: number): boolean {
  if (id !== FIELD_OTHER) return (TREATED_IDS & (1 << id)) === 0;
  return nameLength > 31 || (TREATED_LENGTHS & (1 << nameLength)) === 0;
}

function proxiedLength(source: ProxiedAnswerSource, head: ResponseHead): string {
  const { status, clientFraming, responseBodyBytes } = source;
  if (clientFraming === BODY_CHUNKED) return "Transfer-Encoding: chunked\r\n";
  if (clientFraming === BODY_UNTIL_CLOSE) return "";
  // RFC 9110 §8.6: none with 204. A 304 and the answer to a HEAD say what the endpoint said.
  if (status === 204) return "";
  if (source.clientMethod === "HEAD" || status === 304) {
    const stated = head.get(FIELD_CONTENT_LENGTH);
    return stated === undefined ? "" : `Content-Length: ${stated}\r\n`;
  }
  if (responseBodyBytes !== null) return `Content-Length: ${responseBodyBytes.length}\r\n`;
  return `Content-Length: ${clientFraming === BODY_FIXED ? head.contentLength : 0}\r\n`;
}

/** An answer that the gateway made. */
export function writeAnswerHead(
  source: AnswerSource,
  answer: ClientAnswer,
  dateLine: string,
): string {
  let fields = "";
  for (const [name, value] of answer.fields) fields += `${name}: ${fieldValue(value)}\r\n`;
  const errorType = answer.errorType === "" ? "" : `x-amzn-ErrorType: ${answer.errorType}\r\n`;
  const trace = answer.tellsTrace ? `X-Amzn-Trace-Id: ${source.traceId}\r\n` : "";
  const length = answer.status === 204 ? "" : `Content-Length: ${answer.body.length}\r\n`;
  const contentType = fieldValue(answer.contentType);
  return (
    statusLine(answer.status, "") +
    dateLine +
    (contentType === "" ? "" : `Content-Type: ${contentType}\r\n`) +
    length +
    connectionLine(source.closes) +
    `x-amzn-RequestId: ${source.requestId}\r\n${errorType}${fields}` +
    `x-amz-apigw-id: ${source.extendedRequestId}\r\n${trace}${source.journeyLine}\r\n`
  );
}

/** Mapped values come from bodies too: nothing in them may end the field (RFC 9110 §5.5). Heads are latin1. */
export function fieldValue(value: string): string {
  // oxlint-disable-next-line no-control-regex
  const plain = value.replaceAll(/[\x00-\x08\x0a-\x1f\x7f]+/g, " ");
  // oxlint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(plain) ? plain : Buffer.from(plain, "utf8").toString("latin1");
}

function connectionLine(closes: boolean): string {
  return closes ? "Connection: close\r\n" : "Connection: keep-alive\r\n";
}

function statusLine(status: number, backendReason: string): string {
  if (status === 200) return "HTTP/1.1 200 OK\r\n";
  const phrase = reasonPhrase(status);
  return `HTTP/1.1 ${status} ${phrase === "" ? backendReason : phrase}\r\n`;
}
