// The reading half of a server connection: turns bytes into heads and bodies, one request at a time, and keeps what
// comes before its turn. It knows where in the stream of requests it is and nothing of answers, time limits or
// sockets; its owner is told what was found and says when the next request may be read.
import { type Failure, failure } from "../../base/failure.ts";
import type { CoarseTimers } from "../coarse-timers.ts";
import { PendingInput } from "../pending-input.ts";
import { BodyDecoder, type BodySink, DECODER_DONE, DECODER_FAILED } from "./body-decoder.ts";
import { BODY_CHUNKED } from "./exchange.ts";
import type { HeadLimits } from "./head-limits.ts";
import {
  HEAD_COMPLETE,
  HEAD_INCOMPLETE,
  HeadParser,
  type RequestHead,
  type RequestPolicy,
} from "./request-head.ts";
import { announcesBody } from "./server-exchange.ts";

/** A request body nobody wants is read this far, so that the connection can go on. */
const UNWANTED_BODY_BYTES_MAX = 262_144;
/** Of a refused head. */
const OFFENCE_BYTES_MAX = 256;

export const INTAKE_HEAD = 0;
export const INTAKE_BODY = 1;
/** The request was read; what follows it waits for `next`. */
export const INTAKE_COMPLETE = 2;
/** The rest of a body is thrown away. */
export const INTAKE_DISCARD = 3;
/** Nothing more is read as HTTP. */
export const INTAKE_STOPPED = 4;

export interface IntakeOwner {
  /** False leaves body bytes where they are, until `resume`. */
  readonly takesBody: boolean;
  /** A head has begun and is not complete. */
  onHeadBegun(): void;
  onHead(head: RequestHead, headBytes: number, nowMs: number): void;
  /** `offence`: see RefusedRequest. */
  onHeadRefused(
    reason: Failure,
    head: RequestHead | null,
    of: { readonly receivedBytes: number; readonly offence: string },
  ): void;
  onBodyChunk(chunk: Buffer): void;
  /** After each run of body bytes; `byteCount` includes framing. */
  onBodyProgress(byteCount: number): void;
  onBodyComplete(trailers: string): void;
  onBodyFailed(reason: Failure): void;
  /** The unwanted rest of a body was read, or was more than is read. */
  onDiscarded(complete: boolean): void;
}

export class RequestIntake implements BodySink {
  /** Monotonic time of the first byte of the head being read; -1 when none has come. */
  headStartedAtMs: number;
  state: 0 | 1 | 2 | 3 | 4;
  /** What came and could not be used yet. */
  readonly pending: PendingInput;
  readonly #owner: IntakeOwner;
  readonly #timers: CoarseTimers;
  readonly #parser: HeadParser;
  #decoder: BodyDecoder | null;
  #trailers: string;
  #discardedBytes: number;
  #isConsuming: boolean;

  constructor(owner: IntakeOwner, timers: CoarseTimers, policy: RequestPolicy, limits: HeadLimits) {
    this.headStartedAtMs = -1;
    this.state = INTAKE_HEAD;
    this.pending = new PendingInput();
    this.#owner = owner;
    this.#timers = timers;
    this.#parser = new HeadParser(policy, limits);
    this.#decoder = null;
    this.#trailers = "";
    this.#discardedBytes = 0;
    this.#isConsuming = false;
  }

  /** New bytes. What can't be used now is copied to `pending`. */
  take(bytes: Buffer, start: number, end: number): void {
    if (this.pending.length > 0) {
      this.pending.append(bytes, start, end);
      this.resume();
      return;
    }
    const used = this.#consume(bytes, start, end);
    if (used < end) this.pending.append(bytes, used, end);
  }

  /** Goes on with what is pending. */
  resume(): void {
    const { bytes, length } = this.pending;
    if (this.#isConsuming || length === 0) return;
    this.pending.consume(this.#consume(bytes, 0, length));
  }

  /** The request in work is over as far as its reader is concerned: on to the next one. */
  next(): void {
    if (this.state === INTAKE_COMPLETE) this.state = INTAKE_HEAD;
    if (this.state !== INTAKE_BODY) return;
    this.state = INTAKE_DISCARD;
    this.#discardedBytes = 0;
  }

  stop(): void {
    this.state = INTAKE_STOPPED;
  }

  /** The client has finished sending within a head: what can be said of it. */
  endWithinHead(): void {
    const { bytes, length } = this.pending;
    this.#parser.refuseAtEof(bytes, 0, length);
    this.#refuse(bytes, 0, length);
  }

  /** The head does not get complete in time. */
  refuseHead(reason: Failure): void {
    const { bytes, length } = this.pending;
    this.#parser.refuseAtEof(bytes, 0, length);
    const { head } = this.#parser;
    this.stop();
    const offence = bytes.latin1Slice(0, Math.min(length, OFFENCE_BYTES_MAX));
    this.#owner.onHeadRefused(reason, head, { receivedBytes: length, offence });
  }

  onBodyData(bytes: Buffer, start: number, end: number): void {
    if (this.state !== INTAKE_BODY) return;
    const isWhole = start === 0 && end === bytes.length;
    this.#owner.onBodyChunk(isWhole ? bytes : bytes.subarray(start, end));
  }

  onBodyEnd(trailers: string): void {
    this.#trailers = trailers;
  }

  /** Returns the offset up to which bytes were used. */
  #consume(bytes: Buffer, start: number, end: number): number {
    let offset = start;
    this.#isConsuming = true;
    while (offset < end) {
      const before = offset;
      if (this.state === INTAKE_HEAD) offset = this.#readHead(bytes, offset, end);
      else if (this.state === INTAKE_BODY) offset = this.#readBody(bytes, offset, end);
      else if (this.state === INTAKE_DISCARD) offset = this.#discard(bytes, offset, end);
      if (offset === before) break;
    }
    this.#isConsuming = false;
    return offset;
  }

  #readHead(bytes: Buffer, start: number, end: number): number {
    const nowMs = this.#timers.nowMs();
    const isFirst = this.headStartedAtMs === -1;
    if (isFirst) this.headStartedAtMs = nowMs;
    const parser = this.#parser;
    const result = parser.parse(bytes, start, end);
    if (result === HEAD_INCOMPLETE) {
      if (isFirst) this.#owner.onHeadBegun();
      return start;
    }
    if (result !== HEAD_COMPLETE) {
      this.#refuse(bytes, start, end);
      return end;
    }
    const head = parser.head as RequestHead;
    const { consumed } = parser;
    parser.reset();
    this.#expectBody(head);
    this.#owner.onHead(head, consumed, nowMs);
    return start + consumed;
  }

  #expectBody(head: RequestHead): void {
    if (!announcesBody(head)) {
      this.state = INTAKE_COMPLETE;
      return;
    }
    this.state = INTAKE_BODY;
    this.#trailers = "";
    this.#decoder ??= new BodyDecoder();
    if (head.framing === BODY_CHUNKED) this.#decoder.startChunked();
    else this.#decoder.startFixed(head.contentLength);
  }

  #readBody(bytes: Buffer, start: number, end: number): number {
    if (!this.#owner.takesBody) return start;
    const decoder = this.#decoder as BodyDecoder;
    const used = decoder.decode(bytes, start, end, this);
    this.#owner.onBodyProgress(used);
    if (this.#isStopped()) return start + used;
    if (decoder.state === DECODER_FAILED) {
      this.stop();
      this.#owner.onBodyFailed(decoder.failure ?? failure("malformed-body"));
      return end;
    }
    if (decoder.state === DECODER_DONE) {
      this.state = INTAKE_COMPLETE;
      this.#owner.onBodyComplete(this.#trailers);
    }
    return start + used;
  }

  #discard(bytes: Buffer, start: number, end: number): number {
    const decoder = this.#decoder as BodyDecoder;
    const used = decoder.decode(bytes, start, end, this);
    this.#discardedBytes += used;
    if (decoder.state === DECODER_DONE) {
      this.state = INTAKE_HEAD;
      this.#owner.onDiscarded(true);
    } else if (decoder.state === DECODER_FAILED || this.#discardedBytes > UNWANTED_BODY_BYTES_MAX) {
      this.stop();
      this.#owner.onDiscarded(false);
    }
    return start + used;
  }

  #refuse(bytes: Buffer, start: number, end: number): void {
    const { failure: reason, head, refusedAt } = this.#parser;
    this.stop();
    const from = start + refusedAt;
    this.#owner.onHeadRefused(reason ?? failure("malformed-request"), head, {
      receivedBytes: end - start,
      offence: bytes.latin1Slice(from, Math.min(end, from + OFFENCE_BYTES_MAX)),
    });
  }

  /** A reader may have ended everything while it was given bytes. */
  #isStopped(): boolean {
    return this.state === INTAKE_STOPPED;
  }
}
