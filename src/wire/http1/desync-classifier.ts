// HTTP desync classification of a request head on its raw bytes, step by step as AWS's published library does it:
// first what is wrong with the lines, then each field in order, then Transfer-Encoding and Content-Length
// together, then method, version and target. A finding replaces an earlier one only by a higher tier, so the first
// reason of the highest tier is the verdict. Look-alikes of the two framing fields take part like the real ones.
// Only heads with something unusual about them get here; it is not tuned for speed.
import { DEL, FIELD_VALUE, HTAB, LF, SP, TOKEN } from "./character-tables.ts";
import { DISTANT, IDENTICAL, similarity } from "./desync-similarity.ts";
import type { Similarity } from "./desync-similarity.ts";
import { COMPLIANT_VERDICT, desyncVerdict, SEVERE, worseVerdict } from "./desync-tier.ts";
import type { DesyncReason, DesyncVerdict } from "./desync-tier.ts";
import type { Fields } from "./fields.ts";
import { FIELD_CONTENT_LENGTH, FIELD_TRANSFER_ENCODING } from "./fields.ts";
import type { HeadScan } from "./head-scan.ts";
import type { RequestLine } from "./request-line.ts";
import { codingOf, lengthDigits, trimBlank } from "./transfer-coding.ts";

const TRANSFER_ENCODING = "transfer-encoding";
const CONTENT_LENGTH = "content-length";
const VALID_CODINGS = new Set(["chunked", "compress", "deflate", "gzip", "identity"]);

const SAFE = 0;
const NONCOMPLIANT = 1;
const BAD = 2;

/**
 * The verdict where it is plain to see: nothing unusual in the lines, and the framing fields are absent, a single
 * Content-Length, or a single "chunked" in HTTP/1.1. Null when the exact classification has to say.
 */
export function plainVerdict(
  scan: HeadScan,
  line: RequestLine,
  fields: Fields,
): DesyncVerdict | null {
  if (scan.anomalies !== 0) return null;
  if (!scan.hasFraming()) return COMPLIANT_VERDICT;
  const withoutBody = line.method === "GET" || line.method === "HEAD";
  if (scan.has(FIELD_TRANSFER_ENCODING)) {
    if (withoutBody || line.minorVersion === 0 || scan.has(FIELD_CONTENT_LENGTH)) return null;
    const only = onlyValue(fields, FIELD_TRANSFER_ENCODING);
    return only === "chunked" ? COMPLIANT_VERDICT : null;
  }
  const digits = lengthDigits(onlyValue(fields, FIELD_CONTENT_LENGTH));
  if (digits === "") return null;
  if (!withoutBody) return COMPLIANT_VERDICT;
  return desyncVerdict(
    digits === "0" ? "GetHeadZeroContentLength" : "UndefinedContentLengthSemantics",
  );
}

/** The value of a field that is there once; what is no valid value when it is there more often. */
function onlyValue(fields: Fields, id: number): string {
  const index = fields.find(id);
  return fields.findFrom(id, index + 1) === -1 ? fields.value(index) : ",";
}

/** The verdict on a request whose head is complete. */
export function classifyRequest(fields: Fields, text: string, line: RequestLine): DesyncVerdict {
  return new Classification(fields, text, line).run();
}

class Classification {
  readonly #fields: Fields;
  readonly #text: string;
  readonly #line: RequestLine;
  /** Values of Transfer-Encoding and Content-Length and of their look-alikes, in order. */
  readonly #transferEncodings: string[];
  readonly #contentLengths: string[];
  #suspicious: boolean;
  #verdict: DesyncVerdict;

  constructor(fields: Fields, text: string, line: RequestLine) {
    this.#fields = fields;
    this.#text = text;
    this.#line = line;
    this.#transferEncodings = [];
    this.#contentLengths = [];
    this.#suspicious = false;
    this.#verdict = COMPLIANT_VERDICT;
  }

  run(): DesyncVerdict {
    this.#checkRequestLineForm();
    this.#checkLines();
    // Compared as bytes: HTTP/2 and everything that sorts behind it is not judged.
    if (this.#line.version >= "HTTP/2") return COMPLIANT_VERDICT;
    this.#checkFields();
    this.#checkFraming();
    this.#checkMethod();
    this.#checkVersion();
    this.#checkTarget();
    return this.#verdict;
  }

  #find(reason: DesyncReason): void {
    this.#verdict = worseVerdict(this.#verdict, reason);
  }

  #checkRequestLineForm(): void {
    const end = this.#line.lineEnd;
    if (this.#text.charCodeAt(end) === LF) this.#find("NonCrLfLineTermination");
    if (this.#line.target === "") this.#find("MissingUri");
  }

  #checkLines(): void {
    const fields = this.#fields;
    let mediaType = false;
    for (let index = 0; index < fields.count; index += 1) {
      if (this.#text.charCodeAt(fields.lineEnd(index)) === LF) this.#find("NonCrLfLineTermination");
      const folded = this.#isFolded(index);
      if (!folded && fields.hasColon(index)) {
        mediaType = fields.name(index).toLowerCase() === "content-type";
      }
      if (!folded && !fields.hasColon(index)) this.#find("MissingHeaderColon");
      // Folded media types are the one use that RFC 9112 §5.2 still knows.
      if (folded && !mediaType) this.#find("MultilineHeader");
    }
    if (this.#text.charCodeAt(fields.lineStart(fields.count)) === LF) {
      this.#find("NonCrLfLineTermination");
    }
  }

  #isFolded(index: number): boolean {
    const first = this.#text.charCodeAt(this.#fields.lineStart(index));
    return first === SP || first === HTAB;
  }

  #checkFields(): void {
    const fields = this.#fields;
    let unfoldedName: string | undefined;
    for (let index = 0; index < fields.count; index += 1) {
      const folded = this.#isFolded(index);
      if (!folded && fields.hasColon(index)) unfoldedName = fields.name(index);
      // A folded line goes on with the value of the field before it, unless it looks like a field itself.
      const continues =
        folded &&
        unfoldedName !== undefined &&
        (!fields.hasColon(index) || unfoldedName.toLowerCase() === "content-type");
      if (continues) this.#checkField(unfoldedName!, fields.line(index));
      else this.#checkField(fields.name(index), fields.value(index));
    }
  }

  #checkField(name: string, value: string): void {
    const encoding = similarity(TRANSFER_ENCODING, name);
    const length = encoding === DISTANT ? similarity(CONTENT_LENGTH, name) : DISTANT;
    const tier = Math.max(charactersTier(name, TOKEN), charactersTier(value, FIELD_VALUE));
    if (tier === BAD) this.#find("BadHeader");
    else if (tier === NONCOMPLIANT) this.#find("NonCompliantHeader");

    const trimmedName = trimBlank(name);
    if (trimmedName === "" || trimmedName.startsWith(":")) {
      this.#find("EmptyHeader");
      return;
    }
    this.#collect(encoding, this.#transferEncodings, value, tier);
    this.#collect(length, this.#contentLengths, value, tier);
  }

  #collect(similar: Similarity, values: string[], value: string, tier: number): void {
    if (similar === DISTANT) return;
    if (similar !== IDENTICAL) {
      if (tier === BAD) return;
      this.#suspicious = true;
      this.#find("SuspiciousHeader");
    }
    values.push(value);
  }

  #checkFraming(): void {
    const hasEncoding = this.#transferEncodings.length > 0;
    const { version } = this.#line;
    const comparable = trimBlank(version) === "" ? "HTTP/0.9" : version;
    if (hasEncoding && comparable <= "HTTP/1.0") {
      this.#find("UndefinedTransferEncodingSemantics");
      return;
    }
    if (this.#contentLengths.length > 0 && comparable < "HTTP/1.0") {
      this.#find("UndefinedContentLengthSemantics");
      return;
    }
    this.#checkTransferEncodings();
    const length = this.#checkContentLengths();
    this.#checkMethodWithoutBody(hasEncoding, length);
    if (hasEncoding && length !== "") this.#find("BothTeClPresent");
    if (hasEncoding && this.#contentLengths.length > 0 && this.#suspicious) {
      this.#find("SuspiciousTeClPresent");
    }
  }

  #checkTransferEncodings(): void {
    let afterChunked = false;
    for (const value of this.#transferEncodings) {
      for (const element of value.split(",")) {
        const coding = codingOf(element);
        if (!VALID_CODINGS.has(coding)) {
          this.#find("BadTransferEncoding");
          continue;
        }
        if (afterChunked && coding === "chunked") this.#find("MultipleTransferEncodingChunked");
        afterChunked = coding === "chunked";
      }
    }
  }

  /** The first length that is a number, as digits; "" when there is none. */
  #checkContentLengths(): string {
    let first = "";
    for (const value of this.#contentLengths) {
      const digits = lengthDigits(value);
      if (digits === "") this.#find("BadContentLength");
      else if (first === "") first = digits;
      else if (digits === first) this.#find("DuplicateContentLength");
      else this.#find("MultipleContentLength");
    }
    return first;
  }

  /** GET and HEAD, compared with case: a body has no defined meaning (RFC 9110 §9.3.1). */
  #checkMethodWithoutBody(hasEncoding: boolean, length: string): void {
    const { method } = this.#line;
    if (method !== "GET" && method !== "HEAD") return;
    if (hasEncoding) this.#find("UndefinedTransferEncodingSemantics");
    if (length === "0") this.#find("GetHeadZeroContentLength");
    else if (length !== "") this.#find("UndefinedContentLengthSemantics");
  }

  #checkMethod(): void {
    const { method } = this.#line;
    for (let index = 0; index < method.length; index += 1) {
      if (TOKEN[method.charCodeAt(index)] === 0) {
        this.#find("BadMethod");
        return;
      }
    }
  }

  #checkVersion(): void {
    const { version } = this.#line;
    const trimmed = trimBlank(version);
    if (trimmed === "" || trimmed === "HTTP/0.9") this.#find("NonCompliantVersion");
    else if (!/^HTTP\/1\.[0-9]$/.test(trimmed)) this.#find("BadVersion");
    else if (trimmed.length !== version.length || trimmed > "HTTP/1.1") {
      this.#find("NonCompliantVersion");
    }
  }

  #checkTarget(): void {
    const { target } = this.#line;
    for (let index = 0; index < target.length; index += 1) {
      const code = target.charCodeAt(index);
      if (code > SP && code !== DEL) continue;
      if (isForbidden(code)) this.#find("BadUri");
      else this.#find(code === SP ? "SpaceInUri" : "AmbiguousUri");
      if (this.#verdict.tier === SEVERE) return;
    }
  }
}

/** CR, LF and NUL: what can end a line, a field or a string for another reader. */
function isForbidden(code: number): boolean {
  return code === 0 || code === 0x0d || code === LF;
}

function charactersTier(text: string, allowed: Uint8Array): number {
  let tier = SAFE;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (allowed[code] === 1) continue;
    if (isForbidden(code)) return BAD;
    tier = NONCOMPLIANT;
  }
  return tier;
}

/** The verdict on a head that its sender did not complete: what was sent, and that the rest is missing. */
export function classifyPartialRequest(
  verdict: DesyncVerdict,
  endsWithinLine: boolean,
): DesyncVerdict {
  return worseVerdict(verdict, endsWithinLine ? "PartialHeaderLine" : "MissingLastEmptyLine");
}
