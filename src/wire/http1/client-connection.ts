// The client side of an HTTP/1.1 connection: carries one request at a time, reads its answer and knows whether the
// connection can be used again. What happens to a request whose connection died (sent again or failed) is decided
// here by how far things had come; where connections come from is ClientPool's business.
import { type Failure, type FailureKind, failure } from "../../base/failure.ts";
import type {
  ByteStream,
  ConnectionInfo,
  Dialer,
  DialHandler,
  PeerCertificate,
} from "../byte-stream.ts";
import { CoarseTimer, type TimerOwner } from "../coarse-timers.ts";
import { HandedOverStream } from "../handed-over-stream.ts";
import { PendingInput } from "../pending-input.ts";
import type { WireRuntime } from "../runtime.ts";
import { BodyDecoder, type BodySink, DECODER_DONE, DECODER_FAILED } from "./body-decoder.ts";
import { BODY_CHUNKED, BODY_FIXED, BODY_NONE } from "./exchange.ts";
import type { HeadLimits } from "./head-limits.ts";
import type { PooledRequest, RequestCarrier } from "./pooled-request.ts";
import { HEAD_COMPLETE, HEAD_INCOMPLETE } from "./request-head.ts";
import { type ResponseHead, ResponseHeadParser } from "./response-head.ts";

/** Informational answers that are taken before the final one. */
const INFORMATIONAL_COUNT_MAX = 16;

const CONNECTING = 0;
const IDLE = 1;
const AWAITING_HEAD = 2;
const READING_BODY = 3;
const HANDED_OVER = 4;
const CLOSED = 5;

export interface ConnectionOwner {
  readonly runtime: WireRuntime;
  readonly responseHeadLimits: HeadLimits;
  readonly idleTimeoutMs: number;
  /** The connection has become free. False when it is not wanted any more. */
  connectionFree(connection: ClientConnection): boolean;
  /** It was closed or handed over; called once. */
  connectionGone(connection: ClientConnection): void;
  /** Its request was not answered and may be sent on another connection. */
  sendAgain(request: PooledRequest): void;
}

export class ClientConnection implements DialHandler, RequestCarrier, BodySink, TimerOwner {
  readonly description: string;
  readonly #owner: ConnectionOwner;
  readonly #runtime: WireRuntime;
  readonly #timer: CoarseTimer;
  readonly #pending: PendingInput;
  readonly #parser: ResponseHeadParser;
  readonly #decoder: BodyDecoder;
  readonly #stream: ByteStream;
  #state: 0 | 1 | 2 | 3 | 4 | 5;
  #request: PooledRequest | null;
  #head: ResponseHead | null;
  #handedOver: HandedOverStream | null;
  #trailers: string;
  #hasServed: boolean;
  /** A byte of the answer to the request has come. */
  #hasAnswerBytes: boolean;
  #informationalCount: number;
  #paused: boolean;

  /** Dials for `request`, which is sent as soon as the connection is open. */
  constructor(owner: ConnectionOwner, dialer: Dialer, request: PooledRequest) {
    this.description = dialer.description;
    this.#owner = owner;
    this.#runtime = owner.runtime;
    this.#timer = new CoarseTimer(this);
    this.#pending = new PendingInput();
    this.#parser = new ResponseHeadParser(owner.responseHeadLimits);
    this.#decoder = new BodyDecoder();
    this.#state = CONNECTING;
    this.#request = request;
    this.#head = null;
    this.#handedOver = null;
    this.#trailers = "";
    this.#hasServed = false;
    this.#hasAnswerBytes = false;
    this.#informationalCount = 0;
    this.#paused = false;
    this.#stream = dialer.dial(this);
  }

  // The pool's side

  /** Sends a request on this idle connection. */
  carry(request: PooledRequest): void {
    this.#request = request;
    this.#begin(request);
  }

  /** Whether it dials for `request`. */
  dialsFor(request: PooledRequest): boolean {
    return this.#state === CONNECTING && this.#request === request;
  }

  destroy(): void {
    this.#stream.destroy();
  }

  // The request's side

  get info(): ConnectionInfo {
    return this.#stream.info;
  }

  peerCertificate(): PeerCertificate | null {
    return this.#stream.peerCertificate?.() ?? null;
  }

  send(data: string | Buffer): boolean {
    return this.#stream.write(data);
  }

  requestProgress(): void {
    if (this.#state === AWAITING_HEAD) this.#armForAnswer();
  }

  pauseResponse(): void {
    if (this.#paused || this.#state === CLOSED) return;
    this.#paused = true;
    this.#runtime.timers.disarm(this.#timer);
    this.#stream.pause();
  }

  resumeResponse(): void {
    if (!this.#paused) return;
    this.#paused = false;
    if (this.#state === READING_BODY) this.#armForBody();
    this.#stream.resume();
  }

  abandon(): void {
    this.#request = null;
    this.#stream.destroy();
  }

  // The transport's side

  onOpen(): void {
    const request = this.#request;
    if (request === null) this.#stream.destroy();
    else this.#begin(request);
  }

  onData(bytes: Buffer, start: number, end: number): void {
    if (this.#state === HANDED_OVER) {
      this.#handedOver?.addRead(bytes, start, end);
      return;
    }
    this.#hasAnswerBytes = true;
    const pending = this.#pending;
    if (pending.length > 0) {
      pending.append(bytes, start, end);
      const { bytes: kept, length } = pending;
      pending.consume(this.#consume(kept, 0, length));
      return;
    }
    const used = this.#consume(bytes, start, end);
    if (used < end) pending.append(bytes, used, end);
  }

  onEnd(): void {
    if (this.#state === HANDED_OVER) return;
    if (this.#state === READING_BODY) {
      this.#decoder.finishAtEof();
      if (this.#decoder.state === DECODER_DONE) {
        this.#finishAnswer(false);
        return;
      }
    }
    this.#lose("closed-before-response", "closed-mid-response", "");
  }

  onDrain(): void {
    this.#request?.drained();
  }

  onClose(reason: Failure | null): void {
    if (this.#state === HANDED_OVER) return;
    if (this.#state === CONNECTING) this.#failRequest(reason ?? failure("connect-failed"));
    else if (reason !== null && reason.kind !== "connect-reset") this.#failRequest(reason);
    else if (reason === null) this.#lose("closed-before-response", "closed-mid-response", "");
    else this.#lose("reset-before-response", "reset-mid-response", reason.detail);
    this.#leave(CLOSED);
  }

  onTimer(): void {
    if (this.#state === IDLE) this.#stream.destroy();
    else this.#giveUp(failure("response-timeout"));
  }

  // The body decoder's side

  onBodyData(bytes: Buffer, start: number, end: number): void {
    const isWhole = start === 0 && end === bytes.length;
    this.#request?.reader?.onResponseData(isWhole ? bytes : bytes.subarray(start, end));
  }

  onBodyEnd(trailers: string): void {
    this.#trailers = trailers;
  }

  // Reading the answer

  #begin(request: PooledRequest): void {
    this.#state = AWAITING_HEAD;
    this.#hasAnswerBytes = false;
    this.#informationalCount = 0;
    request.sendOn(this, this.#hasServed);
    this.#armForAnswer();
  }

  #consume(bytes: Buffer, start: number, end: number): number {
    let offset = start;
    while (offset < end) {
      const before = offset;
      if (this.#state === AWAITING_HEAD) offset = this.#readHead(bytes, offset, end);
      else if (this.#state === READING_BODY) offset = this.#readBody(bytes, offset, end);
      else if (this.#state === IDLE) {
        // An answer to nothing: whatever it is, the next request must not get it (RFC 9112 §9.2).
        this.#stream.destroy();
        return end;
      } else if (this.#state === CLOSED) return end;
      else break;
      if (offset === before) break;
    }
    if (this.#state === HANDED_OVER && offset < end) {
      this.#handedOver?.addRead(bytes, offset, end);
      return end;
    }
    if (this.#state === READING_BODY) this.#armForBody();
    return offset;
  }

  #readHead(bytes: Buffer, start: number, end: number): number {
    const request = this.#request;
    if (request === null) return end;
    const parser = this.#parser;
    const result = parser.parse(bytes, start, end, request.message.method);
    if (result === HEAD_INCOMPLETE) return start;
    if (result !== HEAD_COMPLETE) {
      this.#giveUp(parser.failure ?? failure("malformed-response"));
      return end;
    }
    const head = parser.head as ResponseHead;
    const offset = start + parser.consumed;
    parser.reset();
    if (head.status < 200) this.#informational(head, request);
    else this.#beginBody(head, request, offset < end);
    return offset;
  }

  #informational(head: ResponseHead, request: PooledRequest): void {
    this.#informationalCount++;
    if (this.#informationalCount > INFORMATIONAL_COUNT_MAX) {
      this.#giveUp(failure("malformed-response", "Too many informational answers"));
    } else if (head.status === 101) {
      this.#handedOver = new HandedOverStream(this.#stream, this.#runtime);
      const { reader } = request;
      request.reader = null;
      request.carrier = null;
      this.#request = null;
      this.#leave(HANDED_OVER);
      reader?.onUpgraded(head, this.#handedOver);
    } else {
      this.#armForAnswer();
      if (head.status === 100) request.reader?.onContinue();
      else request.reader?.onInformational(head);
    }
  }

  #beginBody(head: ResponseHead, request: PooledRequest, hasMore: boolean): void {
    this.#head = head;
    this.#trailers = "";
    this.#state = READING_BODY;
    if (head.framing === BODY_CHUNKED) this.#decoder.startChunked();
    else if (head.framing === BODY_NONE) this.#decoder.startFixed(0);
    else if (head.framing === BODY_FIXED) this.#decoder.startFixed(head.contentLength);
    else this.#decoder.startUntilClose();
    request.reader?.onResponseHead(head);
    if (this.#request !== request) return;
    if (this.#decoder.state === DECODER_DONE) this.#finishAnswer(!hasMore);
  }

  #readBody(bytes: Buffer, start: number, end: number): number {
    const decoder = this.#decoder;
    const request = this.#request;
    const used = decoder.decode(bytes, start, end, this);
    if (this.#request !== request || request === null) return end;
    if (decoder.state === DECODER_FAILED) {
      const reason = failure("malformed-response", decoder.failure?.detail ?? "");
      this.#giveUp(reason);
      return end;
    }
    if (decoder.state === DECODER_DONE) this.#finishAnswer(start + used === end);
    return start + used;
  }

  /** The answer is complete: frees the connection if it can be used again, then tells the sender. */
  #finishAnswer(isClean: boolean): void {
    const request = this.#request as PooledRequest;
    const head = this.#head as ResponseHead;
    // An early answer leaves a request that is still being sent: no way to tell where the next one begins.
    const isReusable =
      isClean && head.keepAlive && request.isSent && !request.message.closeAfterwards;
    const { reader } = request;
    request.reader = null;
    request.carrier = null;
    this.#request = null;
    this.#head = null;
    this.#hasServed = true;
    if (this.#paused) {
      this.#paused = false;
      this.#stream.resume();
    }
    this.#state = IDLE;
    this.#runtime.timers.arm(this.#timer, this.#owner.idleTimeoutMs);
    if (!isReusable || !this.#owner.connectionFree(this)) this.#close();
    reader?.onResponseEnd(this.#trailers);
  }

  /** Finishes in order: what was sent still arrives. */
  #close(): void {
    this.#leave(CLOSED);
    this.#stream.destroy();
  }

  // Ending

  /** The transport is gone, or as good as: tries again where nothing has come, else fails. */
  #lose(before: FailureKind, after: FailureKind, detail: string): void {
    const request = this.#request;
    this.#stream.destroy();
    if (request === null) {
      this.#leave(CLOSED);
      return;
    }
    if (this.#state === AWAITING_HEAD && !this.#hasAnswerBytes) {
      if (this.#hasServed && request.isReplayable) {
        this.#request = null;
        request.detach();
        this.#leave(CLOSED);
        request.wasRetried = true;
        this.#owner.sendAgain(request);
        return;
      }
      this.#giveUp(failure(before, detail));
    } else this.#giveUp(failure(after, detail));
  }

  #giveUp(reason: Failure): void {
    this.#stream.destroy();
    this.#failRequest(reason);
  }

  #failRequest(reason: Failure): void {
    const request = this.#request;
    this.#request = null;
    this.#leave(CLOSED);
    request?.fail(reason);
  }

  #leave(state: 4 | 5): void {
    if (this.#state === CLOSED || this.#state === HANDED_OVER) return;
    this.#state = state;
    this.#runtime.timers.remove(this.#timer);
    this.#owner.connectionGone(this);
  }

  #armForAnswer(): void {
    const request = this.#request;
    if (request === null) return;
    this.#runtime.timers.arm(this.#timer, request.message.responseTimeoutMs);
  }

  #armForBody(): void {
    const request = this.#request;
    if (request === null || this.#paused) return;
    this.#runtime.timers.arm(this.#timer, request.message.bodyIdleTimeoutMs);
  }
}
