// The head of an answer: what it is to those who read it, and how it is parsed. Targets are many and old, so a
// little more is let pass than in requests (LF alone, control characters in values, RFC 9112 §2.2 and RFC 9110
// §5.5), but nothing that would make the end of the answer or of a field uncertain.
import { failure } from "../../base/failure.ts";
import type { Failure, FailureKind } from "../../base/failure.ts";
import { CR, LF } from "./character-tables.ts";
import { connectionOptions, persists } from "./connection-options.ts";
import { BODY_NONE, BODY_UNTIL_CLOSE } from "./exchange.ts";
import type { BodyFraming } from "./exchange.ts";
import { FieldSection } from "./field-section.ts";
import { FIELD_CONNECTION } from "./fields.ts";
import { Framing, frameResponse } from "./framing.ts";
import { HeadEnd } from "./head-end.ts";
import type { HeadLimits } from "./head-limits.ts";
import {
  ANOMALY_FOLD,
  ANOMALY_FORBIDDEN,
  ANOMALY_NAME,
  ANOMALY_NO_COLON,
  HeadScan,
  scanFieldLines,
} from "./head-scan.ts";
import { HEAD_COMPLETE, HEAD_INCOMPLETE, HEAD_REFUSED } from "./request-head.ts";
import type { HeadResult } from "./request-head.ts";

const RESPONSE_LIMIT_FAILURES = {
  line: "response-head-too-large",
  field: "response-head-too-large",
  head: "response-head-too-large",
  count: "response-head-too-large",
} as const satisfies Record<string, FailureKind>;

const REFUSED_BITS = ANOMALY_FOLD | ANOMALY_FORBIDDEN | ANOMALY_NAME | ANOMALY_NO_COLON;

/** What every answer begins with; anything else is known for no HTTP answer at its first differing byte. */
const PROTOCOL = Buffer.from("HTTP/1.", "latin1");

/** HTTP-version SP status-code [SP reason-phrase] (RFC 9112 §4); the last space is often missing. */
const STATUS_LINE = /^HTTP\/1\.([0-9]) ([1-9][0-9]{2})(?: ([\t\x20-\x7e\x80-\xff]*))?$/;

/** The usual beginning of a status line, "HTTP/1.1 200 ": offsets of its parts. */
const STATUS_OFFSET = 9;
const REASON_OFFSET = 13;
const USUAL_LINE = "HTTP/1.1 200 OK\r\n";

/** The parts of a status line. */
class StatusLine {
  status: number;
  reason: string;
  minorVersion: 0 | 1;
  requestMethod: string;

  constructor() {
    this.status = 0;
    this.reason = "";
    this.minorVersion = 1;
    this.requestMethod = "";
  }

  /** Takes "HTTP/1.1 200 OK", as nearly all lines are, from the text of the head; false when it is another. */
  takeUsual(text: string): boolean {
    if (!text.startsWith(USUAL_LINE)) return false;
    this.minorVersion = 1;
    this.status = 200;
    this.reason = "OK";
    return true;
  }

  /** False when it is no status line. */
  take(line: string): boolean {
    const match = STATUS_LINE.exec(line);
    if (match === null) return false;
    this.minorVersion = line.charCodeAt(7) === 0x30 ? 0 : 1;
    this.status = Number(line.slice(STATUS_OFFSET, STATUS_OFFSET + 3));
    this.reason = line.slice(REASON_OFFSET);
    return true;
  }
}

export class ResponseHead extends FieldSection {
  readonly status: number;
  readonly reason: string;
  readonly minorVersion: 0 | 1;
  framing: BodyFraming;
  /** With BODY_FIXED. */
  contentLength: number;
  /** The connection can be used again once the body has been read. */
  keepAlive: boolean;

  constructor(text: string, scan: HeadScan, line: StatusLine) {
    super(text, scan);
    this.status = line.status;
    this.reason = line.reason;
    this.minorVersion = line.minorVersion;
    this.framing = BODY_NONE;
    this.contentLength = 0;
    this.keepAlive = false;
  }

  /** For the parser, once: how the body is delimited follows from the fields. */
  frame(framing: Framing): void {
    this.framing = framing.kind;
    this.contentLength = framing.contentLength;
    const options = this.has(FIELD_CONNECTION) ? connectionOptions(this) : 0;
    this.keepAlive =
      framing.kind !== BODY_UNTIL_CLOSE &&
      !framing.doubtful &&
      persists(options, this.minorVersion);
  }
}

/** Parses the heads of the answers of one connection, one after the other. */
export class ResponseHeadParser {
  /** After COMPLETE. */
  head: ResponseHead | null;
  /** After COMPLETE: bytes of the head with its empty line. */
  consumed: number;
  /** After REFUSED. */
  failure: Failure | null;
  readonly #end: HeadEnd;
  readonly #scan: HeadScan;
  readonly #line: StatusLine;
  readonly #framing: Framing;
  #looking: boolean;

  constructor(limits: HeadLimits) {
    this.head = null;
    this.consumed = 0;
    this.failure = null;
    this.#end = new HeadEnd(limits, RESPONSE_LIMIT_FAILURES);
    this.#scan = new HeadScan();
    this.#line = new StatusLine();
    this.#framing = new Framing();
    this.#looking = false;
  }

  /** Forgets the last head: the next call of `parse` begins a new one. */
  reset(): void {
    this.head = null;
    this.consumed = 0;
    this.failure = null;
    this.#looking = false;
    this.#end.reset();
    this.#scan.forget();
    this.#line.reason = "";
  }

  /** As HeadParser.parse; the method of the request decides whether there is a body. */
  parse(bytes: Buffer, start: number, end: number, requestMethod: string): HeadResult {
    this.#line.requestMethod = requestMethod;
    if (!this.#looking) {
      if (!beginsLikeAnswer(bytes, start, end)) return this.#refuse("no HTTP/1 answer");
      const position = this.#scanFrom(bytes, start, end);
      if (position !== -1 && this.#end.fits(position - start, this.#scan.count)) {
        return this.#complete(bytes, start, position);
      }
      this.#looking = end - start >= PROTOCOL.length;
    }
    const length = this.#end.look(bytes, start, end);
    if (length !== -1) {
      return this.#complete(bytes, start, this.#scanFrom(bytes, start, start + length));
    }
    const { exceeded } = this.#end;
    if (exceeded === "") return HEAD_INCOMPLETE;
    this.failure = failure(exceeded);
    return HEAD_REFUSED;
  }

  #scanFrom(bytes: Buffer, start: number, end: number): number {
    this.#scan.begin(start);
    let lineFeed = start;
    while (lineFeed < end && bytes[lineFeed] !== LF) lineFeed += 1;
    if (lineFeed === end) return -1;
    return scanFieldLines(bytes, lineFeed + 1, end, this.#scan);
  }

  #complete(bytes: Buffer, start: number, position: number): HeadResult {
    const text = bytes.latin1Slice(start, position);
    if (!this.#line.takeUsual(text) && !this.#takeLine(text)) return this.#refuse("no status line");
    if ((this.#scan.anomalies & REFUSED_BITS) !== 0) return this.#refuse("a malformed field line");
    const head = new ResponseHead(text, this.#scan, this.#line);
    const fault = frameResponse(head, this.#line, this.#framing);
    if (fault !== "") return this.#refuse(fault);
    head.frame(this.#framing);
    this.consumed = position - start;
    this.head = head;
    return HEAD_COMPLETE;
  }

  #takeLine(text: string): boolean {
    let lineEnd = text.indexOf("\n");
    if (text.charCodeAt(lineEnd - 1) === CR) lineEnd -= 1;
    return this.#line.take(text.slice(0, lineEnd));
  }

  #refuse(detail: string): HeadResult {
    this.failure = failure("malformed-response", detail);
    return HEAD_REFUSED;
  }
}

function beginsLikeAnswer(bytes: Buffer, start: number, end: number): boolean {
  const length = Math.min(end - start, PROTOCOL.length);
  for (let index = 0; index < length; index += 1) {
    if (bytes[start + index] !== PROTOCOL[index]) return false;
  }
  return true;
}
