// What in a head earned it its desync classification, quoted so that it can be shown: the request line, or the field
// lines that the reason is about. The classification itself is the wire's; this only finds the place again, for a
// journey.
import { quoteBytes } from "../../base/quote-bytes.ts";
import { redactTarget, redactValue } from "../../telemetry/journeys/redact-fields.ts";
import { FIELD_VALUE, TOKEN } from "../../wire/http1/character-tables.ts";
import { DISTANT, IDENTICAL, similarity } from "../../wire/http1/desync-similarity.ts";
import type { RequestHead } from "../../wire/http1/request-head.ts";

/** Bytes of a line, and lines, that are quoted. */
const LINE_BYTES_MAX = 128;
const LINES_MAX = 10;

type LineTest = (head: RequestHead, index: number) => boolean;

const isLength: LineTest = (head, index) => looksLike("content-length", head.name(index));
const isCoding: LineTest = (head, index) => looksLike("transfer-encoding", head.name(index));
const isEither: LineTest = (head, index) => isLength(head, index) || isCoding(head, index);
const isLookAlike: LineTest = (head, index) =>
  isEither(head, index) && !isExactly(head.name(index).toLowerCase());
const hasOddCharacters: LineTest = (head, index) =>
  !isMadeOf(head.name(index), TOKEN) || !isMadeOf(head.value(index), FIELD_VALUE);
const isFolded: LineTest = (head, index) => /^[ \t]/.test(head.line(index));
const endsInLineFeed: LineTest = (head, index) =>
  head.lineStart(index + 1) - head.lineEnd(index) === 1;

/** By reason; what is not listed is about the request line. */
const LINES_OF: Readonly<Record<string, LineTest>> = {
  NonCompliantHeader: hasOddCharacters,
  BadHeader: hasOddCharacters,
  EmptyHeader: (head, index) => /^[ \t]*:/.test(head.line(index)),
  MultilineHeader: isFolded,
  MissingHeaderColon: (head, index) => !head.hasColon(index),
  NonCrLfLineTermination: endsInLineFeed,
  SuspiciousHeader: isLookAlike,
  GetHeadZeroContentLength: isLength,
  BadContentLength: isLength,
  MultipleContentLength: isLength,
  DuplicateContentLength: isLength,
  UndefinedContentLengthSemantics: isLength,
  UndefinedTransferEncodingSemantics: isCoding,
  BadTransferEncoding: isCoding,
  MultipleTransferEncodingChunked: isCoding,
  BothTeClPresent: isEither,
  SuspiciousTeClPresent: isEither,
};

/** The last lines that came, where the end is what is missing. */
const ABOUT_THE_END = new Set(["PartialHeaderLine", "MissingLastEmptyLine"]);

/** The lines that the reason is about, as they came, line ends included. */
export function desyncOffence(head: RequestHead, reason: string): readonly string[] {
  if (reason === "") return [];
  if (ABOUT_THE_END.has(reason)) {
    return head.count === 0 ? [requestLine(head)] : [fieldLine(head, head.count - 1)];
  }
  const test = LINES_OF[reason];
  const lines: string[] = [];
  if (test !== undefined) {
    for (let i = 0; i < head.count && lines.length < LINES_MAX; i++) {
      if (test(head, i)) lines.push(fieldLine(head, i));
    }
  }
  return lines.length === 0 ? [requestLine(head)] : lines;
}

function requestLine(head: RequestHead): string {
  const line = head.text.slice(0, head.lineStart(0));
  return quoteBytes(redactTarget(line), LINE_BYTES_MAX);
}

/** The value of a field that is a secret shows only its length. */
function fieldLine(head: RequestHead, index: number): string {
  const line = head.text.slice(head.lineStart(index), head.lineStart(index + 1));
  const name = head.name(index);
  const value = head.value(index);
  const shown = redactValue(name, value);
  return quoteBytes(shown === value ? line : `${name}: ${shown}`, LINE_BYTES_MAX);
}

function looksLike(framingName: string, name: string): boolean {
  return similarity(framingName, name) !== DISTANT;
}

function isExactly(name: string): boolean {
  return (
    similarity("content-length", name) === IDENTICAL ||
    similarity("transfer-encoding", name) === IDENTICAL
  );
}

function isMadeOf(text: string, allowed: Uint8Array): boolean {
  for (let i = 0; i < text.length; i++) if (allowed[text.charCodeAt(i)] !== 1) return false;
  return true;
}
