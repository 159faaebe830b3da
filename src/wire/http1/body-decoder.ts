// Takes the framing off a message body: a length, chunks (RFC 9112 §7.1) or everything until the connection ends.
// A state machine with a small method per state over the bytes as they come; data is passed on as ranges of the
// bytes that were given, never copied. Strict about line ends: a lenient reader of chunks invites smuggling.
import { failure } from "../../base/failure.ts";
import type { Failure } from "../../base/failure.ts";
import {
  COLON,
  CR,
  FIELD_VALUE,
  HEX_VALUE,
  HTAB,
  LF,
  NOT_HEX,
  SP,
  TOKEN,
} from "./character-tables.ts";

/** Receives the content of a body. */
export interface BodySink {
  /** `bytes[start, end)` is content; only valid during the call. */
  onBodyData(bytes: Buffer, start: number, end: number): void;
  /** The body is complete. `trailers`: the raw trailer lines, each with its CRLF; "" for none. */
  onBodyEnd(trailers: string): void;
}

export interface ChunkLimits {
  /** Bytes of chunk extensions in the whole body, not per chunk. */
  readonly extensionBytesMax: number;
  /** Bytes of the trailer section. */
  readonly trailerBytesMax: number;
}

/** AWS names no such limits [I]: nothing honest comes near, and a body of extensions alone does not go on for ever. */
export const CHUNK_LIMITS: ChunkLimits = Object.freeze({
  extensionBytesMax: 16_384,
  trailerBytesMax: 16_384,
});

/** Digits of a chunk size, leading zeros included; 16 hold 64 bits. */
export const CHUNK_SIZE_DIGITS_MAX = 16;

export const DECODER_OPEN = 0;
export const DECODER_DONE = 1;
export const DECODER_FAILED = 2;
export type DecoderState = 0 | 1 | 2;

const FIXED = 0;
const UNTIL_CLOSE = 1;
const SIZE_START = 2;
const SIZE = 3;
const SIZE_BLANK = 4;
const EXTENSION = 5;
const SIZE_LF = 6;
const DATA = 7;
const DATA_CR = 8;
const DATA_LF = 9;
const TRAILER_START = 10;
const TRAILER_NAME = 11;
const TRAILER_VALUE = 12;
const TRAILER_LF = 13;
const END_LF = 14;
const FINISHED = 15;

const SEMICOLON = 0x3b;

export class BodyDecoder {
  state: DecoderState;
  /** With DECODER_FAILED. */
  failure: Failure | null;
  #step: number;
  /** Bytes of content still to come, of the body or of the chunk. */
  #remaining: number;
  #digits: number;
  #extensionBytes: number;
  #trailerBytes: number;
  #trailers: string;
  #limits: ChunkLimits;

  constructor() {
    this.state = DECODER_DONE;
    this.failure = null;
    this.#step = FINISHED;
    this.#remaining = 0;
    this.#digits = 0;
    this.#extensionBytes = 0;
    this.#trailerBytes = 0;
    this.#trailers = "";
    this.#limits = CHUNK_LIMITS;
  }

  /** A body of that length. One of length 0 is DONE at once, and then nothing is reported to a sink. */
  startFixed(length: number): void {
    this.#start(FIXED);
    this.#remaining = length;
    if (length === 0) this.#finish();
  }

  startChunked(limits: ChunkLimits = CHUNK_LIMITS): void {
    this.#start(SIZE_START);
    this.#limits = limits;
  }

  startUntilClose(): void {
    this.#start(UNTIL_CLOSE);
  }

  /**
   * Takes what belongs to the body from `bytes[start, end)` and returns how many bytes that were: all of them
   * unless the body ended (DONE: what follows is another message) or was malformed (FAILED).
   */
  decode(bytes: Buffer, start: number, end: number, sink: BodySink): number {
    let position = start;
    while (position < end && this.state === DECODER_OPEN) {
      position = this.#advance(bytes, position, end, sink);
    }
    return position - start;
  }

  /** The sender has finished: the end of a body that has no other, a failure for one that has. */
  finishAtEof(): void {
    if (this.state !== DECODER_OPEN) return;
    if (this.#step === UNTIL_CLOSE) this.#finish();
    else this.#fail("the body ends too early");
  }

  #start(step: number): void {
    this.state = DECODER_OPEN;
    this.failure = null;
    this.#step = step;
    this.#remaining = 0;
    this.#digits = 0;
    this.#extensionBytes = 0;
    this.#trailerBytes = 0;
    this.#trailers = "";
  }

  #finish(): void {
    this.#step = FINISHED;
    this.state = DECODER_DONE;
  }

  #fail(detail: string): void {
    this.#step = FINISHED;
    this.state = DECODER_FAILED;
    this.failure = failure("malformed-body", detail);
  }

  /** One step: the position behind what it took. It takes at least a byte, or leaves DECODER_OPEN. */
  #advance(bytes: Buffer, position: number, end: number, sink: BodySink): number {
    switch (this.#step) {
      case FIXED:
        return this.#takeFixed(bytes, position, end, sink);
      case UNTIL_CLOSE:
        sink.onBodyData(bytes, position, end);
        return end;
      case DATA:
        return this.#takeData(bytes, position, end, sink);
      case EXTENSION:
        return this.#takeExtension(bytes, position, end);
      case TRAILER_NAME:
      case TRAILER_VALUE:
        return this.#takeTrailer(bytes, position, end);
      default:
        this.#takeByte(bytes[position]!, sink);
        return position + 1;
    }
  }

  #takeFixed(bytes: Buffer, position: number, end: number, sink: BodySink): number {
    const length = Math.min(end - position, this.#remaining);
    this.#remaining -= length;
    sink.onBodyData(bytes, position, position + length);
    if (this.#remaining === 0) {
      this.#finish();
      sink.onBodyEnd("");
    }
    return position + length;
  }

  #takeData(bytes: Buffer, position: number, end: number, sink: BodySink): number {
    const length = Math.min(end - position, this.#remaining);
    this.#remaining -= length;
    if (this.#remaining === 0) this.#step = DATA_CR;
    sink.onBodyData(bytes, position, position + length);
    return position + length;
  }

  /** The states that take a single byte. */
  #takeByte(byte: number, sink: BodySink): void {
    switch (this.#step) {
      case SIZE_START:
      case SIZE:
        this.#takeSize(byte);
        break;
      case SIZE_BLANK:
        this.#takeSizeEnd(byte);
        break;
      case SIZE_LF:
        this.#takeSizeLf(byte);
        break;
      case DATA_CR:
        this.#expect(byte, CR, DATA_LF);
        break;
      case DATA_LF:
        this.#expect(byte, LF, SIZE_START);
        break;
      case TRAILER_START:
        this.#takeTrailerStart(byte);
        break;
      case TRAILER_LF:
        this.#expect(byte, LF, TRAILER_START);
        if (this.state === DECODER_OPEN) this.#countTrailer("\n");
        break;
      case END_LF:
        this.#takeEnd(byte, sink);
        break;
      default:
        this.#fail("bytes after the end of the body");
    }
  }

  #expect(byte: number, wanted: number, next: number): void {
    if (byte === wanted) this.#step = next;
    else this.#fail("a chunk or trailer that does not end in CRLF");
  }

  #takeSize(byte: number): void {
    const digit = HEX_VALUE[byte]!;
    if (digit === NOT_HEX) {
      if (this.#step === SIZE_START) this.#fail("a chunk without a size");
      else this.#takeSizeEnd(byte);
      return;
    }
    if (this.#step === SIZE_START) {
      this.#step = SIZE;
      this.#digits = 0;
      this.#remaining = 0;
    }
    this.#digits += 1;
    this.#remaining = this.#remaining * 16 + digit;
    if (this.#digits > CHUNK_SIZE_DIGITS_MAX || this.#remaining > Number.MAX_SAFE_INTEGER) {
      this.#fail("a chunk size that is too long");
    }
  }

  /** What may follow the digits: white space, an extension, the end of the line. */
  #takeSizeEnd(byte: number): void {
    if (byte === CR) this.#step = SIZE_LF;
    else if (byte === SEMICOLON) this.#step = EXTENSION;
    else if (byte === SP || byte === HTAB) {
      // "Bad" white space of RFC 9112 §7.1.1; it counts as extension so that it is bounded.
      this.#step = SIZE_BLANK;
      this.#countExtension(1);
    } else this.#fail("a chunk size that is no number");
  }

  #takeSizeLf(byte: number): void {
    this.#expect(byte, LF, this.#remaining === 0 ? TRAILER_START : DATA);
  }

  /** Extensions are skipped. They hold what field values may hold: a lone LF in one is refused like a lone CR. */
  #takeExtension(bytes: Buffer, position: number, end: number): number {
    let index = position;
    while (index < end && FIELD_VALUE[bytes[index]!] === 1) index += 1;
    this.#countExtension(index - position);
    if (index === end || this.state !== DECODER_OPEN) return index;
    if (bytes[index] === CR) this.#step = SIZE_LF;
    else this.#fail("a control character in a chunk extension");
    return index + 1;
  }

  #countExtension(length: number): void {
    this.#extensionBytes += length;
    if (this.#extensionBytes > this.#limits.extensionBytesMax) {
      this.#fail("too many bytes of chunk extensions");
    }
  }

  /** The first byte of a trailer line or of the final empty line. */
  #takeTrailerStart(byte: number): void {
    if (byte === CR) this.#step = END_LF;
    else if (TOKEN[byte] === 0) this.#fail("a trailer field without a name");
    else {
      this.#step = TRAILER_NAME;
      this.#countTrailer(String.fromCharCode(byte));
    }
  }

  #takeTrailer(bytes: Buffer, position: number, end: number): number {
    const allowed = this.#step === TRAILER_NAME ? TOKEN : FIELD_VALUE;
    let index = position;
    while (index < end && allowed[bytes[index]!] === 1) index += 1;
    const taken = Math.min(index + 1, end);
    this.#countTrailer(bytes.latin1Slice(position, taken));
    if (index < end && this.state === DECODER_OPEN) this.#takeTrailerMark(bytes[index]!);
    return taken;
  }

  /** The byte that ends a trailer's name or value. */
  #takeTrailerMark(byte: number): void {
    if (this.#step === TRAILER_NAME) {
      if (byte === COLON) this.#step = TRAILER_VALUE;
      else this.#fail("a trailer field whose name is no token");
    } else if (byte === CR) this.#step = TRAILER_LF;
    else this.#fail("a control character in a trailer field");
  }

  #countTrailer(text: string): void {
    this.#trailerBytes += text.length;
    if (this.#trailerBytes > this.#limits.trailerBytesMax) {
      this.#fail("too many bytes of trailer fields");
      return;
    }
    this.#trailers += text;
  }

  #takeEnd(byte: number, sink: BodySink): void {
    this.#expect(byte, LF, FINISHED);
    if (this.state !== DECODER_OPEN) return;
    this.#finish();
    sink.onBodyEnd(this.#trailers);
  }
}
