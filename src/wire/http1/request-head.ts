// The head of a request: what it is to those who read it, and how it is parsed. `HeadParser` finds the end of the
// head, scans it once and applies a policy. Strict (gateways, AWS APIs) refuses what RFC 9112 refuses. Tolerant
// (load balancers) refuses next to nothing: it classifies, frames what came as safely as it can and leaves the
// decision to the load balancer's mode. It does no input or output; bytes in, a head or a failure out.
import { failure } from "../../base/failure.ts";
import type { Failure, FailureKind } from "../../base/failure.ts";
import { CR, LF } from "./character-tables.ts";
import { CONNECTION_UPGRADE, connectionOptions, persists } from "./connection-options.ts";
import { classifyPartialRequest, classifyRequest, plainVerdict } from "./desync-classifier.ts";
import { COMPLIANT_VERDICT } from "./desync-tier.ts";
import type { DesyncVerdict } from "./desync-tier.ts";
import { BODY_NONE } from "./exchange.ts";
import type { BodyFraming } from "./exchange.ts";
import { FieldSection } from "./field-section.ts";
import { FIELD_CONNECTION, FIELD_EXPECT, FIELD_HOST, FIELD_UPGRADE } from "./fields.ts";
import { Framing, frameTolerantRequest } from "./framing.ts";
import { HeadEnd } from "./head-end.ts";
import type { HeadLimits } from "./head-limits.ts";
import { ANOMALY_NAME, HeadScan, scanFieldLines } from "./head-scan.ts";
import { RequestLine, scanRequestLine } from "./request-line.ts";
import { requestFault } from "./strict-request.ts";
import { quoteBytes } from "../../base/quote-bytes.ts";
import { readClientHello } from "../tls/client-hello.ts";

export type RequestPolicy = "tolerant" | "strict";

/** More bytes are needed. */
export const HEAD_INCOMPLETE = 0;
/** `head` and `consumed` are set. */
export const HEAD_COMPLETE = 1;
/** `failure` is set, and `head` as far as it could be understood. */
export const HEAD_REFUSED = 2;
export type HeadResult = 0 | 1 | 2;

const REQUEST_LIMIT_FAILURES = {
  line: "request-line-too-long",
  field: "request-field-too-large",
  head: "request-head-too-large",
  count: "too-many-fields",
} as const satisfies Record<string, FailureKind>;

/** The content type of a TLS handshake record (RFC 8446 §5.1): no method begins with it. */
const TLS_HANDSHAKE_RECORD = 0x16;

/** What the policy made of a head, besides its parts. One per parser, written anew for each head. */
class Judgement {
  readonly framing: Framing;
  desync: DesyncVerdict;
  failure: Failure | null;

  constructor() {
    this.framing = new Framing();
    this.desync = COMPLIANT_VERDICT;
    this.failure = null;
  }
}

export class RequestHead extends FieldSection {
  readonly method: string;
  /** The request target exactly as it came; "" when it is missing (tolerant policy only). */
  readonly target: string;
  /** "HTTP/1.1" as it came. */
  readonly version: string;
  /** 1 for HTTP/1.1 and higher 1.x, 0 for HTTP/1.0 and HTTP/0.9. */
  readonly minorVersion: 0 | 1;
  framing: BodyFraming;
  /** With BODY_FIXED. */
  contentLength: number;
  /** Version and Connection field allow another request, and the end of the body is beyond doubt. */
  keepAlive: boolean;
  readonly expectsContinue: boolean;
  /** Connection: upgrade and the Upgrade field's value in lower case, else "". */
  readonly upgrade: string;
  /** Tier and reason by the tolerant policy; COMPLIANT under the strict one, which refuses instead. */
  desync: DesyncVerdict;
  /** Lines, names, values and request line are all as RFC 9112 writes them, whatever they say. */
  readonly isWellFormed: boolean;
  /** How many Host fields there are. */
  readonly hostCount: number;
  /** Transfer-Encoding names something other than chunked and identity. */
  transferEncodingUnsupported: boolean;
  /** There is a Transfer-Encoding with white space before its colon. */
  readonly transferEncodingSpaceBeforeColon: boolean;

  constructor(text: string, scan: HeadScan, line: RequestLine) {
    super(text, scan);
    this.method = line.method;
    this.target = line.target;
    this.version = line.version;
    this.minorVersion = line.minorVersion;
    this.framing = BODY_NONE;
    this.contentLength = 0;
    this.keepAlive = false;
    this.desync = COMPLIANT_VERDICT;
    this.transferEncodingUnsupported = false;
    this.expectsContinue =
      line.minorVersion === 1 &&
      this.has(FIELD_EXPECT) &&
      this.get(FIELD_EXPECT)!.toLowerCase() === "100-continue";
    this.upgrade =
      line.minorVersion === 1 && this.has(FIELD_UPGRADE) && this.#asksForUpgrade()
        ? (this.get(FIELD_UPGRADE) ?? "").toLowerCase()
        : "";
    this.isWellFormed = scan.anomalies === 0;
    this.hostCount = countOf(this, FIELD_HOST);
    this.transferEncodingSpaceBeforeColon =
      (scan.anomalies & ANOMALY_NAME) !== 0 && hasSpacedTransferEncoding(this);
  }

  /** For the parser, once: what its policy made of the head. */
  judge(judgement: Judgement): void {
    const { framing } = judgement;
    const options = this.has(FIELD_CONNECTION) ? connectionOptions(this) : 0;
    this.framing = framing.kind;
    this.contentLength = framing.contentLength;
    this.keepAlive = !framing.doubtful && persists(options, this.minorVersion);
    this.desync = judgement.desync;
    this.transferEncodingUnsupported = framing.transferEncodingUnsupported;
  }

  get hasHost(): boolean {
    return this.hostCount > 0;
  }

  #asksForUpgrade(): boolean {
    return this.has(FIELD_CONNECTION) && (connectionOptions(this) & CONNECTION_UPGRADE) !== 0;
  }
}

/** Parses the heads of the requests of one connection, one after the other. */
export class HeadParser {
  /** After COMPLETE; after REFUSED what could be understood, or null. */
  head: RequestHead | null;
  /** After COMPLETE: bytes of the head, empty lines before it and the empty line after it included. */
  consumed: number;
  /** After REFUSED. */
  failure: Failure | null;
  /** After REFUSED: offset from the start of what was parsed of the line that is over a limit; 0 where none is. */
  refusedAt: number;
  readonly #tolerant: boolean;
  readonly #headBytesMax: number;
  readonly #end: HeadEnd;
  readonly #scan: HeadScan;
  readonly #line: RequestLine;
  readonly #judgement: Judgement;
  /** Length of the empty lines before the head, and whether the end was looked for before. */
  #skipped: number;
  #looking: boolean;

  constructor(policy: RequestPolicy, limits: HeadLimits) {
    this.head = null;
    this.consumed = 0;
    this.failure = null;
    this.refusedAt = 0;
    this.#tolerant = policy === "tolerant";
    this.#headBytesMax = limits.headBytesMax;
    this.#end = new HeadEnd(limits, REQUEST_LIMIT_FAILURES);
    this.#scan = new HeadScan();
    this.#line = new RequestLine();
    this.#judgement = new Judgement();
    this.#skipped = 0;
    this.#looking = false;
  }

  /** Forgets the last head: the next call of `parse` begins a new one. */
  reset(): void {
    this.head = null;
    this.consumed = 0;
    this.failure = null;
    this.refusedAt = 0;
    this.#skipped = 0;
    this.#looking = false;
    this.#end.reset();
    this.#scan.forget();
    this.#line.forget();
  }

  /**
   * Looks at `bytes[start, end)`: the unread bytes of the connection. After INCOMPLETE it must be called with the
   * same bytes and more behind them (in whatever buffer); what was looked at is not looked at again.
   */
  parse(bytes: Buffer, start: number, end: number): HeadResult {
    if (!this.#looking && !this.#skipEmptyLines(bytes, start, end)) {
      if (end - start <= this.#headBytesMax) return HEAD_INCOMPLETE;
      this.failure = failure("request-head-too-large");
      return HEAD_REFUSED;
    }
    const origin = start + this.#skipped;
    if (!this.#looking) {
      const position = this.#scanFrom(bytes, origin, end);
      if (position !== -1 && this.#end.fits(position - start, this.#scan.count)) {
        return this.#complete(bytes, start, position);
      }
      this.#looking = true;
    }
    if (bytes[origin] === TLS_HANDSHAKE_RECORD) return this.#refuseTls(bytes, origin, end);
    this.#end.skip(this.#skipped);
    const length = this.#end.look(bytes, start, end);
    if (length !== -1) {
      const position = this.#scanFrom(bytes, origin, start + length);
      return this.#complete(bytes, start, position);
    }
    const { exceeded } = this.#end;
    if (exceeded === "") return HEAD_INCOMPLETE;
    this.failure = failure(exceeded);
    this.refusedAt = this.#end.completeBytes;
    this.head = this.#partialHead(bytes, start, start + this.#end.completeBytes);
    return HEAD_REFUSED;
  }

  /** A TLS client at a port without TLS: there is no request to wait for, and a person will want to know. */
  #refuseTls(bytes: Buffer, origin: number, end: number): HeadResult {
    const record = bytes.subarray(origin, end);
    const serverName = readClientHello(record)?.serverName ?? "";
    const evidence = { firstBytes: quoteBytes(record), speaksTls: true, serverName };
    this.failure = failure(
      "malformed-request",
      "The client speaks TLS, which is not expected here",
      evidence,
    );
    this.head = null;
    return HEAD_REFUSED;
  }

  /**
   * The sender has finished before the head was complete: sets `failure`, and `head` as far as it came, classified
   * as incomplete by the tolerant policy. Takes the bytes that `parse` called incomplete, not none.
   */
  refuseAtEof(bytes: Buffer, start: number, end: number): void {
    this.failure = failure("client-closed");
    const head = this.#partialHead(bytes, start, end);
    this.head = head;
  }

  /** RFC 9112 §2.2: empty lines before a request line are to be ignored. True when it has begun. */
  #skipEmptyLines(bytes: Buffer, start: number, end: number): boolean {
    let position = start + this.#skipped;
    while (position < end) {
      const byte = bytes[position]!;
      if (byte === LF) position += 1;
      else if (byte !== CR) break;
      else if (position + 1 === end) {
        this.#skipped = position - start;
        return false;
      } else if (bytes[position + 1] === LF) position += 2;
      else break;
    }
    this.#skipped = position - start;
    return position < end;
  }

  #scanFrom(bytes: Buffer, origin: number, end: number): number {
    this.#scan.begin(origin);
    const fieldsStart = scanRequestLine(bytes, end, this.#scan, this.#line);
    return fieldsStart === -1 ? -1 : scanFieldLines(bytes, fieldsStart, end, this.#scan);
  }

  #complete(bytes: Buffer, start: number, position: number): HeadResult {
    const text = bytes.latin1Slice(start + this.#skipped, position);
    this.#line.take(text, this.#scan);
    const head = new RequestHead(text, this.#scan, this.#line);
    if (this.#tolerant) this.#judgeTolerantly(head);
    else this.#judgeStrictly(head);
    head.judge(this.#judgement);
    this.consumed = position - start;
    this.head = head;
    this.failure = this.#judgement.failure;
    return this.failure === null ? HEAD_COMPLETE : HEAD_REFUSED;
  }

  #judgeTolerantly(head: RequestHead): void {
    const judgement = this.#judgement;
    judgement.desync = COMPLIANT_VERDICT;
    judgement.failure = null;
    judgement.framing.clear();
    if (this.#scan.anomalies === 0 && !this.#scan.hasFraming()) return;
    frameTolerantRequest(head, this.#line.minorVersion, judgement.framing);
    const plain = plainVerdict(this.#scan, this.#line, head);
    judgement.desync = plain ?? classifyRequest(head, head.text, this.#line);
    judgement.failure = versionFault(this.#line.version);
  }

  #judgeStrictly(head: RequestHead): void {
    const judgement = this.#judgement;
    judgement.desync = COMPLIANT_VERDICT;
    judgement.framing.clear();
    judgement.failure = requestFault(this.#scan, this.#line, head, judgement.framing);
  }

  /** The head made of the request line and the fields that are complete; null when not even the former is. */
  #partialHead(bytes: Buffer, start: number, end: number): RequestHead | null {
    const origin = start + this.#skipped;
    this.#scan.begin(origin);
    const fieldsStart = scanRequestLine(bytes, end, this.#scan, this.#line);
    if (fieldsStart === -1) return null;
    scanFieldLines(bytes, fieldsStart, end, this.#scan);
    const text = bytes.latin1Slice(origin, origin + this.#scan.fieldsEnd);
    this.#line.take(text, this.#scan);
    const judgement = this.#judgement;
    judgement.framing.clear();
    judgement.framing.doubtful = true;
    judgement.failure = this.failure;
    judgement.desync = COMPLIANT_VERDICT;
    const head = new RequestHead(text, this.#scan, this.#line);
    if (this.#tolerant) {
      const verdict = classifyRequest(head, text, this.#line);
      judgement.desync = classifyPartialRequest(verdict, origin + text.length < end);
    }
    head.judge(judgement);
    return head;
  }
}

/** What sorts behind HTTP/1.x is not judged by the classification, and cannot be served as HTTP/1 either. */
function versionFault(version: string): Failure | null {
  if (version < "HTTP/2") return null;
  return failure(
    /^HTTP\/[2-9]/.test(version) ? "unsupported-version" : "malformed-request",
    version,
  );
}

function countOf(fields: FieldSection, id: number): number {
  let count = 0;
  let index = fields.find(id);
  while (index !== -1) {
    count += 1;
    index = fields.findFrom(id, index + 1);
  }
  return count;
}

function hasSpacedTransferEncoding(fields: FieldSection): boolean {
  for (let index = 0; index < fields.count; index += 1) {
    if (/^transfer-encoding[ \t]+$/i.test(fields.name(index)) && fields.hasColon(index))
      return true;
  }
  return false;
}
