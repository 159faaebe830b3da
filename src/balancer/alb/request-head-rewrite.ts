// The head that goes to the target. The load balancer's own fields come first, in its order: X-Forwarded-For,
// X-Forwarded-Proto, X-Forwarded-Port, Host, X-Amzn-Trace-Id; then the client's as they came. Runs of lines that
// nothing changes are copied as one slice of the received text.
// Every message is sent as HTTP/1.1, framed by one Content-Length or one "Transfer-Encoding: chunked" at most: what
// merely looks like one of them is passed on and frames nothing.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
import type { ConnectionInfo } from "../../wire/byte-stream.ts";
import { BODY_CHUNKED, BODY_FIXED } from "../../wire/http1/exchange.ts";
import {
  FIELD_CONNECTION,
  FIELD_CONTENT_LENGTH,
  FIELD_EXPECT,
  FIELD_HOST,
  FIELD_OTHER,
  FIELD_TRANSFER_ENCODING,
  FIELD_UPGRADE,
  FIELD_X_AMZN_TRACE_ID,
  FIELD_X_FORWARDED_FOR,
  FIELD_X_FORWARDED_PORT,
  FIELD_X_FORWARDED_PROTO,
} from "../../wire/http1/fields.ts";
import type { RequestHead } from "../../wire/http1/request-head.ts";
import type { LiveListener } from "./live-listener.ts";
import { forwardedAddress } from "./request-forwarded-for.ts";

const CRLF = "\r\n";
const TLS_VERSION = "x-amzn-tls-version";
const TLS_CIPHER = "x-amzn-tls-cipher-suite";

/** What a head is made from, and what is learnt on the way; the per-request object has all of it. */
export interface RequestRewrite {
  readonly received: RequestHead;
  readonly connection: ConnectionInfo;
  readonly live: LiveListener;
  /** Origin form, whatever the client's form was. */
  readonly originTarget: string;
  /** Of an absolute-form target, else "". */
  readonly authority: string;
  /** The connection is to become a WebSocket. */
  readonly isUpgrade: boolean;
  /** X-Amzn-Trace-Id as it is sent on. */
  readonly traceId: string;
  invalidFieldsDropped: number;
  invalidFieldsForwarded: number;
}

/** 1 for the characters of a valid field name here: letters, digits and the hyphen. */
const NAME_CHARACTERS = new Uint8Array(256);
for (const char of "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") {
  NAME_CHARACTERS[char.charCodeAt(0)] = 1;
}
const COLON = 58;

export function composeTargetHead(rewrite: RequestRewrite): string {
  const { received, live } = rewrite;
  let text =
    `${received.method} ${rewrite.originTarget} HTTP/1.1${CRLF}` +
    `${forwardedForLine(rewrite)}${live.forwardedLines}${hostLines(rewrite)}` +
    `X-Amzn-Trace-Id: ${rewrite.traceId}${CRLF}`;
  if (live.settings.addTlsHeaders) text += tlsLines(rewrite.connection);
  // A head with anomalies may have lines that end oddly: those are written line by line.
  text += received.isWellFormed ? clientLines(rewrite) : mendedClientLines(rewrite);
  if (received.framing === BODY_CHUNKED && !keepsCodingLine(received)) {
    text += `Transfer-Encoding: chunked${CRLF}`;
  }
  return text + CRLF;
}

function forwardedForLine(rewrite: RequestRewrite): string {
  const { settings } = rewrite.live;
  if (settings.xffMode !== "append") return "";
  const { remoteAddress, remotePort } = rewrite.connection;
  const address = forwardedAddress(remoteAddress, remotePort, settings.xffClientPort);
  const earlier = rewrite.received.joined("x-forwarded-for") ?? "";
  return `X-Forwarded-For: ${earlier === "" ? "" : `${earlier}, `}${address}${CRLF}`;
}

function hostLines(rewrite: RequestRewrite): string {
  const { received, live } = rewrite;
  if (live.settings.preserveHostHeader && received.has(FIELD_HOST)) {
    let lines = "";
    for (let i = received.find(FIELD_HOST); i !== -1; i = received.findFrom(FIELD_HOST, i + 1)) {
      lines += received.line(i) + CRLF;
    }
    return lines;
  }
  // HTTP/1.0 needs no Host, but HTTP/1.1 to the target does: the load balancer's own name [I].
  const host = rewrite.authority || received.get(FIELD_HOST) || live.snapshot.dnsName;
  return `Host: ${live.hosts.forTarget(host)}${CRLF}`;
}

function tlsLines(connection: ConnectionInfo): string {
  const { tls } = connection;
  if (tls === null) return "";
  return `${TLS_VERSION}: ${tls.protocol}${CRLF}${TLS_CIPHER}: ${tls.cipher}${CRLF}`;
}

/** The client's lines that are passed on, in runs. */
function clientLines(rewrite: RequestRewrite): string {
  const { received } = rewrite;
  const count = received.count;
  let lines = "";
  let runStart = -1;
  for (let i = 0; i < count; i++) {
    if (isPassedOn(rewrite, i)) {
      if (runStart === -1) runStart = received.lineStart(i);
    } else if (runStart !== -1) {
      lines += received.text.slice(runStart, received.lineStart(i));
      runStart = -1;
    }
  }
  return runStart === -1 ? lines : lines + received.text.slice(runStart, received.lineStart(count));
}

/** The same, line by line: each ended by CRLF, and a colon put to lines without one, as load balancers do. */
function mendedClientLines(rewrite: RequestRewrite): string {
  const { received } = rewrite;
  let lines = "";
  for (let i = 0; i < received.count; i++) {
    if (!isPassedOn(rewrite, i)) continue;
    lines += `${received.line(i)}${received.hasColon(i) ? "" : ":"}${CRLF}`;
  }
  return lines;
}

function isPassedOn(rewrite: RequestRewrite, index: number): boolean {
  const { received, live } = rewrite;
  switch (received.id(index)) {
    case FIELD_OTHER:
      return isOtherPassedOn(rewrite, index);
    case FIELD_HOST:
    case FIELD_X_FORWARDED_PROTO:
    case FIELD_X_FORWARDED_PORT:
    case FIELD_X_AMZN_TRACE_ID:
      return false;
    case FIELD_TRANSFER_ENCODING:
      return keepsCodingLine(received) && index === received.find(FIELD_TRANSFER_ENCODING);
    case FIELD_X_FORWARDED_FOR:
      return live.settings.xffMode === "preserve";
    case FIELD_CONTENT_LENGTH:
      // Of equal ones the first; none beside chunked.
      return received.framing === BODY_FIXED && index === received.find(FIELD_CONTENT_LENGTH);
    case FIELD_EXPECT:
      // Answered here [I].
      return !received.expectsContinue;
    case FIELD_CONNECTION:
    case FIELD_UPGRADE:
      return rewrite.isUpgrade;
    default:
      return !received.isHopByHop(index);
  }
}

/** The client's own line says "chunked" and nothing else; other spellings of it are written anew. */
function keepsCodingLine(received: RequestHead): boolean {
  return received.framing === BODY_CHUNKED && received.get(FIELD_TRANSFER_ENCODING) === "chunked";
}

function isOtherPassedOn(rewrite: RequestRewrite, index: number): boolean {
  const { received, live } = rewrite;
  if (received.isHopByHop(index)) return false;
  if (live.settings.addTlsHeaders) {
    const name = received.name(index).toLowerCase();
    // A client must not be able to forge them [I].
    if (name === TLS_VERSION || name === TLS_CIPHER) return false;
  }
  if (isValidName(received.text, received.lineStart(index))) return true;
  if (live.settings.dropInvalidHeaderFields) {
    rewrite.invalidFieldsDropped++;
    return false;
  }
  rewrite.invalidFieldsForwarded++;
  return true;
}

function isValidName(text: string, start: number): boolean {
  let at = start;
  while (NAME_CHARACTERS[text.charCodeAt(at)] === 1) at++;
  return at > start && text.charCodeAt(at) === COLON;
}

/** Whether it is a valid field name for load balancers: letters, digits and the hyphen. */
export function isValidFieldName(name: string): boolean {
  return isValidName(`${name}:`, 0);
}
