// The request line: method, target, version. The short way takes "METHOD SP target SP HTTP/1.1" and HTTP/1.0
// without anomaly; anything else is split by hand so that the tolerant policy can name what is wrong with it.
import { CR, LF, SP, TARGET, TOKEN } from "./character-tables.ts";
import { ANOMALY_BARE_LF, ANOMALY_REQUEST_LINE } from "./head-scan.ts";
import type { HeadScan } from "./head-scan.ts";

/** " HTTP/1.x" and CRLF. */
const VERSION_AND_END_BYTES = 11;
const ZERO = 0x30;
const ONE = 0x31;
const VERSION_PREFIX = Buffer.from(" HTTP/1.", "latin1");

/** The parts of a request line, as offsets in the head's text while scanning and then as strings. */
export class RequestLine {
  methodEnd: number;
  targetEnd: number;
  /** Where the line ends, its line end left out. */
  lineEnd: number;
  method: string;
  target: string;
  version: string;
  minorVersion: 0 | 1;

  constructor() {
    this.methodEnd = 0;
    this.targetEnd = 0;
    this.lineEnd = 0;
    this.method = "";
    this.target = "";
    this.version = "";
    this.minorVersion = 0;
  }

  /** Lets go of strings that hold on to the text of the last head. */
  forget(): void {
    this.method = "";
    this.target = "";
    this.version = "";
  }

  /** Makes the strings, once the text of the head is there. */
  take(text: string, scan: HeadScan): void {
    if ((scan.anomalies & ANOMALY_REQUEST_LINE) !== 0) {
      this.#split(text.slice(0, this.lineEnd));
      return;
    }
    this.method = usualMethod(text.slice(0, this.methodEnd));
    this.target = text.slice(this.methodEnd + 1, this.targetEnd);
    const minor = text.charCodeAt(this.lineEnd - 1);
    this.version = minor === ONE ? "HTTP/1.1" : "HTTP/1.0";
    this.minorVersion = minor === ONE ? 1 : 0;
  }

  /**
   * Method up to the first space; version behind the last space, white space after it counted to it; the target
   * is what lies between and may hold spaces. With two parts the second is the target, unless it begins with
   * "HTTP/1.": then the target is missing.
   */
  #split(line: string): void {
    this.version = "";
    this.target = "";
    const space = line.indexOf(" ");
    if (space === -1) {
      this.method = line;
    } else {
      this.method = line.slice(0, space);
      const rest = line.slice(space + 1);
      const lastSpace = lastSpaceBeforeVersion(rest);
      if (lastSpace !== -1) {
        this.target = rest.slice(0, lastSpace);
        this.version = rest.slice(lastSpace + 1);
      } else if (rest.startsWith("HTTP/1.")) {
        this.version = rest;
      } else {
        this.target = rest;
      }
    }
    this.minorVersion = minorVersionOf(this.version);
  }
}

/** Scans the first line. The position after it, or -1 when the bytes end before. */
export function scanRequestLine(
  bytes: Uint8Array,
  end: number,
  scan: HeadScan,
  line: RequestLine,
): number {
  const start = scan.origin;
  let position = start;
  while (position < end && TOKEN[bytes[position]!] === 1) position += 1;
  if (position > start && position < end && bytes[position] === SP) {
    line.methodEnd = position - start;
    const targetStart = position + 1;
    position = targetStart;
    while (position < end && TARGET[bytes[position]!] === 1) position += 1;
    if (position > targetStart && endsWithVersion(bytes, position, end)) {
      line.targetEnd = position - start;
      line.lineEnd = position - start + VERSION_AND_END_BYTES - 2;
      return position + VERSION_AND_END_BYTES;
    }
  }
  return scanOddRequestLine(bytes, end, scan, line);
}

function endsWithVersion(bytes: Uint8Array, position: number, end: number): boolean {
  if (position + VERSION_AND_END_BYTES > end) return false;
  for (let index = 0; index < VERSION_PREFIX.length; index += 1) {
    if (bytes[position + index] !== VERSION_PREFIX[index]) return false;
  }
  const minor = bytes[position + 8];
  return (
    (minor === ONE || minor === ZERO) && bytes[position + 9] === CR && bytes[position + 10] === LF
  );
}

function scanOddRequestLine(
  bytes: Uint8Array,
  end: number,
  scan: HeadScan,
  line: RequestLine,
): number {
  const start = scan.origin;
  let lineFeed = start;
  while (lineFeed < end && bytes[lineFeed] !== LF) lineFeed += 1;
  scan.anomalies |= ANOMALY_REQUEST_LINE;
  if (lineFeed === end) {
    line.lineEnd = end - start;
    return -1;
  }
  let lineEnd = lineFeed;
  if (lineEnd > start && bytes[lineEnd - 1] === CR) lineEnd -= 1;
  else scan.anomalies |= ANOMALY_BARE_LF;
  line.lineEnd = lineEnd - start;
  return lineFeed + 1;
}

/** Index of the space before the last part, white space and other non-token bytes at the end passed over. */
function lastSpaceBeforeVersion(rest: string): number {
  let index = rest.length - 1;
  while (index > 0 && TOKEN[rest.charCodeAt(index)] === 0) index -= 1;
  return rest.lastIndexOf(" ", index);
}

function minorVersionOf(version: string): 0 | 1 {
  const match = /^[ \t]*HTTP\/1\.([1-9])[ \t]*$/.exec(version);
  return match === null ? 0 : 1;
}

/** The same string object for each usual method, so that comparing it later is comparing pointers. */
function usualMethod(method: string): string {
  switch (method) {
    case "GET":
      return "GET";
    case "POST":
      return "POST";
    case "PUT":
      return "PUT";
    case "DELETE":
      return "DELETE";
    case "HEAD":
      return "HEAD";
    case "OPTIONS":
      return "OPTIONS";
    case "PATCH":
      return "PATCH";
    default:
      return method;
  }
}
