// What in a head made a gateway refuse it, quoted so that it can be shown: the lines that RFC 9112 does not allow, or
// the beginning of the one that is over a limit. That it is refused, and why, was decided by the wire; this only finds
// the place again, for a journey.
import { quoteBytes } from "../base/quote-bytes.ts";
import { redactLine } from "../telemetry/journeys/redact-fields.ts";
import { FIELD_VALUE, TOKEN } from "../wire/http1/character-tables.ts";
import type { RefusedRequest } from "../wire/http1/exchange.ts";
import { FIELD_CONTENT_LENGTH, FIELD_HOST, FIELD_TRANSFER_ENCODING } from "../wire/http1/fields.ts";
import type { RequestHead } from "../wire/http1/request-head.ts";

/** Bytes of a line, and lines, that are quoted. */
const LINE_BYTES_MAX = 128;
const LINES_MAX = 10;

/** The lines that are at fault, as they came, line ends included; none where nothing came. */
export function refusedOffence({ failure, head, offence }: RefusedRequest): readonly string[] {
  if (head === null || !DECIDED_BY_WHOLE_HEAD.has(failure.kind)) {
    // More of the line may have come than is kept.
    const end = offence.indexOf("\n");
    const line = end === -1 ? offence : offence.slice(0, end + 1);
    return line === "" ? [] : [quoted(line)];
  }
  const lines: string[] = [];
  for (let i = 0; i < head.count && lines.length < LINES_MAX; i++) {
    if (isAtFault(head, i, failure.detail)) {
      lines.push(quoted(head.text.slice(head.lineStart(i), head.lineStart(i + 1))));
    }
  }
  return lines.length === 0 ? [quoted(head.text.slice(0, head.lineStart(0)))] : lines;
}

const DECIDED_BY_WHOLE_HEAD: ReadonlySet<string> = new Set([
  "malformed-request",
  "unsupported-version",
  "unsupported-transfer-encoding",
]);

function quoted(line: string): string {
  return quoteBytes(redactLine(line), LINE_BYTES_MAX);
}

function isAtFault(head: RequestHead, index: number, detail: string): boolean {
  if (!isWellFormed(head, index)) return true;
  switch (head.id(index)) {
    case FIELD_HOST:
      return detail.includes("Host");
    case FIELD_CONTENT_LENGTH:
      return detail.includes("Content-Length");
    case FIELD_TRANSFER_ENCODING:
      // Every other fault of the framing is this field's.
      return /transfer|chunked|^$/i.test(detail);
    default:
      return false;
  }
}

/** RFC 9112 §5: a name that is a token, a colon, a value without control characters, CRLF; and nothing folded. */
function isWellFormed(head: RequestHead, index: number): boolean {
  const lineEndBytes = head.lineStart(index + 1) - head.lineEnd(index);
  return (
    lineEndBytes === 2 &&
    head.hasColon(index) &&
    isMadeOf(head.name(index), TOKEN) &&
    isMadeOf(head.value(index), FIELD_VALUE)
  );
}

function isMadeOf(text: string, allowed: Uint8Array): boolean {
  for (let i = 0; i < text.length; i++) if (allowed[text.charCodeAt(i)] !== 1) return false;
  return true;
}
