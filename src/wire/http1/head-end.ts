// Finds where a head ends, and whether it stays within its limits, while bytes arrive: it remembers how far it
// looked, so that a head that comes byte by byte is looked at once. Its answer depends on the bytes alone, never
// on how they were cut. A line may end with LF alone; whether that is allowed is for the policy to say.
import type { FailureKind } from "../../base/failure.ts";
import { CR, LF } from "./character-tables.ts";
import type { HeadLimits } from "./head-limits.ts";

/** Which failure each limit leads to: requests and answers differ. */
export interface HeadLimitFailures {
  readonly line: FailureKind;
  readonly field: FailureKind;
  readonly head: FailureKind;
  readonly count: FailureKind;
}

export class HeadEnd {
  readonly #limits: HeadLimits;
  readonly #failures: HeadLimitFailures;
  /** Offsets from the start of what `look` is given: bytes looked at, and where the current line begins. */
  #looked: number;
  #lineStart: number;
  #lines: number;
  /** The first limit that was passed, or "". */
  exceeded: FailureKind | "";

  constructor(limits: HeadLimits, failures: HeadLimitFailures) {
    this.#limits = limits;
    this.#failures = failures;
    this.#looked = 0;
    this.#lineStart = 0;
    this.#lines = 0;
    this.exceeded = "";
  }

  reset(): void {
    this.#looked = 0;
    this.#lineStart = 0;
    this.#lines = 0;
    this.exceeded = "";
  }

  /** Bytes that precede the line that was being read: complete lines. */
  get completeBytes(): number {
    return this.#lineStart;
  }

  /** Empty lines before a request line (RFC 9112 §2.2) count towards the head but are no lines of it. */
  skip(length: number): void {
    if (this.#looked >= length) return;
    this.#looked = length;
    this.#lineStart = length;
  }

  /** True when a head of this length and this many fields certainly keeps every limit. */
  fits(headBytes: number, fieldCount: number): boolean {
    const { headBytesMax, requestLineBytesMax, fieldBytesMax, fieldCountMax } = this.#limits;
    return (
      headBytes <= requestLineBytesMax &&
      headBytes <= fieldBytesMax &&
      headBytes <= headBytesMax &&
      fieldCount <= fieldCountMax
    );
  }

  /** Offset from `start` behind the empty line, or -1: not there yet, or a limit is `exceeded`. */
  look(bytes: Uint8Array, start: number, end: number): number {
    const { headBytesMax, fieldBytesMax, requestLineBytesMax, fieldCountMax } = this.#limits;
    const length = end - start;
    let offset = this.#looked;
    let lineStart = this.#lineStart;
    let lineMax = this.#lines === 0 ? requestLineBytesMax : fieldBytesMax;
    while (offset < length) {
      const byte = bytes[start + offset]!;
      if (offset >= headBytesMax) {
        // One line that is more than a whole head may be is too long a line.
        return this.#exceed(this.#lines === 0 ? this.#failures.line : this.#failures.head, offset);
      }
      const lineBytes = offset - lineStart;
      if (byte !== LF) {
        // The byte at the limit may still be the CR of the line end.
        if (lineBytes >= lineMax && (lineBytes > lineMax || byte !== CR)) {
          return this.#exceed(this.#lineFailure(), offset);
        }
      } else {
        const afterCr = lineBytes > 0 && bytes[start + offset - 1] === CR;
        if (lineBytes === 0 || (lineBytes === 1 && afterCr)) return offset + 1;
        if (lineBytes - (afterCr ? 1 : 0) > lineMax) {
          return this.#exceed(this.#lineFailure(), offset);
        }
        // The request line is no field: the first line may pass.
        if (this.#lines > fieldCountMax) return this.#exceed(this.#failures.count, offset);
        this.#lines += 1;
        lineStart = offset + 1;
        this.#lineStart = lineStart;
        lineMax = fieldBytesMax;
      }
      offset += 1;
    }
    this.#looked = offset;
    return -1;
  }

  #lineFailure(): FailureKind {
    return this.#lines === 0 ? this.#failures.line : this.#failures.field;
  }

  #exceed(kind: FailureKind, offset: number): number {
    this.#looked = offset;
    this.exceeded = kind;
    return -1;
  }
}
