// One pass over the bytes of a head's field lines: where names and values begin and end, which names are known,
// and which anomalies there are. Lines without anomaly take the short way; everything else goes through
// `scanOddLine`. It decides nothing: policies, framing and desync tiers read its result.
import {
  ALPHANUMERIC,
  COLON,
  CR,
  FIELD_VALUE,
  HTAB,
  LF,
  LOWER_CASE,
  SP,
  TOKEN,
} from "./character-tables.ts";
import { fieldIdOf } from "./field-names.ts";
import { FIELD_CONTENT_LENGTH, FIELD_OTHER, FIELD_TRANSFER_ENCODING } from "./fields.ts";

/** A line ended by LF alone. */
export const ANOMALY_BARE_LF = 1;
/** A field name that is empty or holds something other than tchar. */
export const ANOMALY_NAME = 2;
/** A control character other than CR and NUL in a value. */
export const ANOMALY_CONTROL = 4;
/** CR or NUL in a name or value. */
export const ANOMALY_FORBIDDEN = 8;
/** A line that begins with white space (obs-fold, RFC 9112 §5.2). */
export const ANOMALY_FOLD = 16;
/** A line without a colon. */
export const ANOMALY_NO_COLON = 32;
/** A name that may have the letters of Transfer-Encoding or Content-Length without being it. */
export const ANOMALY_LOOKALIKE = 64;
/** A request line that is not simply method, target and HTTP/1.0 or HTTP/1.1. */
export const ANOMALY_REQUEST_LINE = 128;

/** Numbers kept per field: start of the line, its colon, start and end of the value, FIELD_ number. */
export const FIELD_STRIDE = 5;
/** Numbers of fields kept between heads; what a larger head needed is let go of. */
const OFFSETS_KEPT_MAX = 64 * FIELD_STRIDE;

const FRAMING_BITS = (1 << FIELD_TRANSFER_ENCODING) | (1 << FIELD_CONTENT_LENGTH);
const LOOKALIKE_LENGTH_MIN = "content-length".length;
const LOWER_C = 0x63;
const LOWER_T = 0x74;
const LOWER_O = 0x6f;
const LOWER_R = 0x72;

/** What a scan found. Offsets count from the first byte of the head, so they are indices into its text. */
export class HeadScan {
  /** FIELD_STRIDE numbers per field. Written over by the next scan: a head takes its own copy. */
  offsets: number[];
  count: number;
  /** ANOMALY_ bits. */
  anomalies: number;
  /** Bit n is set when a field with FIELD_ number n is there. */
  seen: number;
  /** Where the head begins in the bytes. */
  origin: number;
  /** Offset of the line after the last field. */
  fieldsEnd: number;

  constructor() {
    this.offsets = [];
    this.count = 0;
    this.anomalies = 0;
    this.seen = 0;
    this.origin = 0;
    this.fieldsEnd = 0;
  }

  begin(origin: number): void {
    this.count = 0;
    this.anomalies = 0;
    this.seen = 0;
    this.origin = origin;
    this.fieldsEnd = 0;
  }

  /** Lets go of room that few heads need, so that an idle connection does not keep it. */
  forget(): void {
    if (this.offsets.length > OFFSETS_KEPT_MAX) this.offsets = [];
  }

  /** The offsets of this scan, for a head to keep. */
  takeOffsets(): number[] {
    return this.offsets.slice(0, this.count * FIELD_STRIDE);
  }

  has(id: number): boolean {
    return (this.seen & (1 << id)) !== 0;
  }

  /** Whether Transfer-Encoding or Content-Length is there, by its exact name. */
  hasFraming(): boolean {
    return (this.seen & FRAMING_BITS) !== 0;
  }
}

/** Scans field lines up to the empty line. The position after it, or -1 when the bytes end before. */
export function scanFieldLines(
  bytes: Uint8Array,
  start: number,
  end: number,
  scan: HeadScan,
): number {
  let position = start;
  while (position < end) {
    scan.fieldsEnd = position - scan.origin;
    const first = bytes[position]!;
    if (first === CR && position + 1 < end && bytes[position + 1] === LF) return position + 2;
    if (first === LF) {
      scan.anomalies |= ANOMALY_BARE_LF;
      return position + 1;
    }
    const next = scanFieldLine(bytes, position, end, scan);
    if (next === -1) return -1;
    position = next;
  }
  scan.fieldsEnd = position - scan.origin;
  return -1;
}

function scanFieldLine(bytes: Uint8Array, start: number, end: number, scan: HeadScan): number {
  let position = start;
  while (position < end && TOKEN[bytes[position]!] === 1) position += 1;
  if (position >= end) return -1;
  if (bytes[position] !== COLON || position === start) return scanOddLine(bytes, start, end, scan);
  const colon = position;
  position += 1;
  while (position < end && (bytes[position] === SP || bytes[position] === HTAB)) position += 1;
  const valueStart = position;
  while (position < end && FIELD_VALUE[bytes[position]!] === 1) position += 1;
  if (position >= end) return -1;
  if (bytes[position] !== CR) return scanOddLine(bytes, start, end, scan);
  if (position + 1 >= end) return -1;
  if (bytes[position + 1] !== LF) return scanOddLine(bytes, start, end, scan);
  let valueEnd = position;
  while (valueEnd > valueStart && isBlank(bytes[valueEnd - 1]!)) valueEnd -= 1;
  const id = fieldIdOf(bytes, start, colon);
  if (
    id === FIELD_OTHER &&
    colon - start >= LOOKALIKE_LENGTH_MIN &&
    mayLookAlike(bytes[start]!, bytes[start + 1]!)
  ) {
    scan.anomalies |= ANOMALY_LOOKALIKE;
  }
  const { offsets, origin } = scan;
  const slot = scan.count * FIELD_STRIDE;
  offsets[slot] = start - origin;
  offsets[slot + 1] = colon - origin;
  offsets[slot + 2] = valueStart - origin;
  offsets[slot + 3] = valueEnd - origin;
  offsets[slot + 4] = id;
  scan.count += 1;
  scan.seen |= 1 << id;
  return position + 2;
}

/** A line with something unusual about it: looked at again, in no hurry. */
function scanOddLine(bytes: Uint8Array, start: number, end: number, scan: HeadScan): number {
  let lineFeed = start;
  while (lineFeed < end && bytes[lineFeed] !== LF) lineFeed += 1;
  if (lineFeed === end) return -1;
  let lineEnd = lineFeed;
  if (lineEnd > start && bytes[lineEnd - 1] === CR) lineEnd -= 1;
  else scan.anomalies |= ANOMALY_BARE_LF;
  if (isBlank(bytes[start]!)) scan.anomalies |= ANOMALY_FOLD;

  let colon = start;
  while (colon < lineEnd && bytes[colon] !== COLON) {
    const byte = bytes[colon]!;
    if (byte === CR || byte === 0) scan.anomalies |= ANOMALY_FORBIDDEN;
    else if (TOKEN[byte] === 0) scan.anomalies |= ANOMALY_NAME;
    colon += 1;
  }
  if (colon === lineEnd) scan.anomalies |= ANOMALY_NO_COLON;
  if (colon === start) scan.anomalies |= ANOMALY_NAME;

  let valueStart = Math.min(colon + 1, lineEnd);
  while (valueStart < lineEnd && isBlank(bytes[valueStart]!)) valueStart += 1;
  let valueEnd = lineEnd;
  while (valueEnd > valueStart && isBlank(bytes[valueEnd - 1]!)) valueEnd -= 1;
  for (let index = valueStart; index < valueEnd; index += 1) {
    const byte = bytes[index]!;
    if (byte === CR || byte === 0) scan.anomalies |= ANOMALY_FORBIDDEN;
    else if (FIELD_VALUE[byte] === 0) scan.anomalies |= ANOMALY_CONTROL;
  }
  const id = fieldIdOf(bytes, start, colon);
  if (id !== FIELD_TRANSFER_ENCODING && id !== FIELD_CONTENT_LENGTH) {
    scan.anomalies |= ANOMALY_LOOKALIKE;
  }
  const { offsets, origin } = scan;
  const slot = scan.count * FIELD_STRIDE;
  offsets[slot] = start - origin;
  offsets[slot + 1] = colon - origin;
  offsets[slot + 2] = valueStart - origin;
  offsets[slot + 3] = valueEnd - origin;
  offsets[slot + 4] = id;
  scan.count += 1;
  scan.seen |= 1 << id;
  return lineFeed + 1;
}

/**
 * Whether a name of tchar alone that begins so may look like a framing field: with "co" or "tr", or with marks that
 * a lenient reader would skip. Names that begin with other letters or digits cannot.
 */
function mayLookAlike(first: number, second: number): boolean {
  const letter = LOWER_CASE[first];
  if (letter !== LOWER_C && letter !== LOWER_T) return ALPHANUMERIC[first] === 0;
  if (ALPHANUMERIC[second] === 0) return true;
  return LOWER_CASE[second] === (letter === LOWER_C ? LOWER_O : LOWER_R);
}

function isBlank(byte: number): boolean {
  return byte === SP || byte === HTAB;
}
