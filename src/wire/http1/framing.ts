// How the body of a message is delimited (RFC 9112 §6.3), for each policy. Only fields that are named exactly
// Transfer-Encoding or Content-Length frame; look-alikes never do. A result object per parser is written to, so
// that nothing is allocated per message.
import { BODY_CHUNKED, BODY_FIXED, BODY_NONE, BODY_UNTIL_CLOSE } from "./exchange.ts";
import type { BodyFraming } from "./exchange.ts";
import { FIELD_CONTENT_LENGTH, FIELD_TRANSFER_ENCODING } from "./fields.ts";
import type { Fields } from "./fields.ts";
import { codingOf, lengthDigits, strictLength } from "./transfer-coding.ts";

export class Framing {
  kind: BodyFraming;
  /** With BODY_FIXED. */
  contentLength: number;
  /** The end of the body is a guess or was contradicted: the connection must not be used again. */
  doubtful: boolean;
  /** Transfer-Encoding names something other than chunked and identity. */
  transferEncodingUnsupported: boolean;

  constructor() {
    this.kind = BODY_NONE;
    this.contentLength = 0;
    this.doubtful = false;
    this.transferEncodingUnsupported = false;
  }

  clear(): void {
    this.kind = BODY_NONE;
    this.contentLength = 0;
    this.doubtful = false;
    this.transferEncodingUnsupported = false;
  }

  fix(length: number): void {
    this.kind = BODY_FIXED;
    this.contentLength = length;
  }
}

/**
 * A request under the strict policy (RFC 9112 §6.1 and §6.3). Returns what is wrong, "" when nothing is.
 * Not allowed: both fields; Transfer-Encoding in HTTP/1.0, or without chunked at its end, or with chunked twice;
 * a Content-Length that is no number, or two different ones.
 */
export function frameStrictRequest(fields: Fields, minorVersion: 0 | 1, framing: Framing): string {
  framing.clear();
  if (fields.has(FIELD_TRANSFER_ENCODING)) {
    if (fields.has(FIELD_CONTENT_LENGTH)) return "both Transfer-Encoding and Content-Length";
    if (minorVersion === 0) return "Transfer-Encoding in an HTTP/1.0 request";
    return frameStrictChunked(fields.joined("transfer-encoding") ?? "", framing);
  }
  let index = fields.find(FIELD_CONTENT_LENGTH);
  if (index === -1) return "";
  const length = strictLength(fields.value(index));
  if (length === -1) return "a Content-Length that is no number";
  for (;;) {
    index = fields.findFrom(FIELD_CONTENT_LENGTH, index + 1);
    if (index === -1) break;
    if (strictLength(fields.value(index)) !== length) return "several different Content-Length";
  }
  framing.fix(length);
  return "";
}

function frameStrictChunked(value: string, framing: Framing): string {
  framing.kind = BODY_CHUNKED;
  if (value.length === 7 && value.toLowerCase() === "chunked") return "";
  const codings = value.toLowerCase().split(",").map(trimmed);
  if (codings[codings.length - 1] !== "chunked") return "Transfer-Encoding does not end in chunked";
  if (codings.indexOf("chunked") !== codings.length - 1) return "chunked more than once";
  if (codings.includes("")) return "an empty transfer coding";
  framing.transferEncodingUnsupported = true;
  return "";
}

function trimmed(text: string): string {
  return text.trim();
}

/**
 * A request under the tolerant policy: something sensible for whatever came, since a load balancer in monitor
 * mode passes everything on [I]. Chunked beats Content-Length; of several lengths the first that is a number
 * counts; where that may be wrong the connection is marked as not to be used again.
 */
export function frameTolerantRequest(fields: Fields, minorVersion: 0 | 1, framing: Framing): void {
  framing.clear();
  if (!fields.has(FIELD_TRANSFER_ENCODING) && !fields.has(FIELD_CONTENT_LENGTH)) return;
  const chunked = findChunked(fields, framing);
  frameByLengths(fields, framing);
  if (!chunked) return;
  framing.kind = BODY_CHUNKED;
  framing.contentLength = 0;
  // RFC 9112 §6.1: with HTTP/1.0 the framing is to be taken for faulty.
  if (minorVersion === 0) framing.doubtful = true;
}

/** Whether chunked is among the codings of Transfer-Encoding; notes codings that are not supported. */
function findChunked(fields: Fields, framing: Framing): boolean {
  let chunkedCount = 0;
  let index = fields.find(FIELD_TRANSFER_ENCODING);
  while (index !== -1) {
    for (const element of fields.value(index).split(",")) {
      const coding = codingOf(element);
      if (coding === "chunked") chunkedCount += 1;
      else if (coding !== "identity") framing.transferEncodingUnsupported = true;
    }
    index = fields.findFrom(FIELD_TRANSFER_ENCODING, index + 1);
  }
  if (chunkedCount > 1 || framing.transferEncodingUnsupported) framing.doubtful = true;
  return chunkedCount > 0;
}

function frameByLengths(fields: Fields, framing: Framing): void {
  let found = "";
  let index = fields.find(FIELD_CONTENT_LENGTH);
  while (index !== -1) {
    const digits = lengthDigits(fields.value(index));
    if (digits === "" || (found !== "" && digits !== found)) framing.doubtful = true;
    if (found === "") found = digits;
    index = fields.findFrom(FIELD_CONTENT_LENGTH, index + 1);
  }
  if (found === "") return;
  const length = Number(found);
  // A body of petabytes never completes: no matter which of them.
  if (length > Number.MAX_SAFE_INTEGER) framing.doubtful = true;
  framing.fix(Math.min(length, Number.MAX_SAFE_INTEGER));
}

/** What of an answer decides about its body besides its fields. */
export interface ResponseFacts {
  readonly status: number;
  readonly minorVersion: 0 | 1;
  readonly requestMethod: string;
}

/** An answer (RFC 9112 §6.3). Returns what is wrong, "" when nothing is. */
export function frameResponse(fields: Fields, facts: ResponseFacts, framing: Framing): string {
  framing.clear();
  const { status, minorVersion, requestMethod } = facts;
  // 1. and 2. No body whatever the fields say.
  if (requestMethod === "HEAD" || status < 200 || status === 204 || status === 304) return "";
  if (requestMethod === "CONNECT" && status < 300) return "";
  // 3. and 4. Transfer-Encoding overrides Content-Length.
  if (fields.has(FIELD_TRANSFER_ENCODING)) {
    const codings = (fields.joined("transfer-encoding") ?? "")
      .toLowerCase()
      .split(",")
      .map(trimmed);
    const last = codings.length - 1;
    if (codings[last] === "chunked") {
      if (codings.indexOf("chunked") !== last) return "chunked more than once";
      framing.kind = BODY_CHUNKED;
      framing.transferEncodingUnsupported = last > 0;
      framing.doubtful = minorVersion === 0 || fields.has(FIELD_CONTENT_LENGTH);
      return "";
    }
    framing.kind = BODY_UNTIL_CLOSE;
    return "";
  }
  // 5. and 6.
  if (fields.has(FIELD_CONTENT_LENGTH)) return frameResponseLength(fields, framing);
  // 8.
  framing.kind = BODY_UNTIL_CLOSE;
  return "";
}

/** All lengths must be one number, in several fields or in one list (RFC 9112 §6.3 item 5). */
function frameResponseLength(fields: Fields, framing: Framing): string {
  const first = fields.find(FIELD_CONTENT_LENGTH);
  let length = strictLength(fields.value(first));
  if (length === -1 || fields.findFrom(FIELD_CONTENT_LENGTH, first + 1) !== -1) {
    const values = (fields.joined("content-length") ?? "").split(",").map(trimmed);
    length = strictLength(values[0]!);
    for (const value of values) {
      if (strictLength(value) !== length) return "several different Content-Length";
    }
  }
  if (length === -1) return "a Content-Length that is no number";
  framing.fix(length);
  return "";
}
