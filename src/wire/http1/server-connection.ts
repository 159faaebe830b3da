// The server side of an HTTP/1.1 connection: hands each request to the handler as an exchange and sees to what
// belongs to the connection itself: order of answers, time limits, the client's going away, and what comes after an
// answer. One request at a time is in work; what a pipelining client sends ahead waits. Reading is RequestIntake's,
// writing an answer ServerExchange's business.
import { type Failure, failure } from "../../base/failure.ts";
import type { ByteStream, ByteStreamHandler, ConnectionInfo } from "../byte-stream.ts";
import { CoarseTimer, type TimerOwner } from "../coarse-timers.ts";
import type { Flushable } from "../flush-queue.ts";
import { HandedOverStream } from "../handed-over-stream.ts";
import { closeLingering } from "../lingering-close.ts";
import type { WireRuntime } from "../runtime.ts";
import type { ExchangeHandler } from "./exchange.ts";
import type { HeadLimits } from "./head-limits.ts";
import type { RequestHead, RequestPolicy } from "./request-head.ts";
import {
  INTAKE_BODY,
  INTAKE_COMPLETE,
  INTAKE_DISCARD,
  INTAKE_HEAD,
  type IntakeOwner,
  RequestIntake,
} from "./request-intake.ts";
import {
  ANSWER_COMPLETE,
  ANSWER_NONE,
  type ExchangeHost,
  ServerExchange,
} from "./server-exchange.ts";

/** How a server connection behaves. Times are read anew for each use, so a live object may change under load. */
export interface ServerConnectionOptions {
  readonly policy: RequestPolicy;
  readonly headLimits: HeadLimits;
  /** Waiting for a request, and for a client that does not take its answer. */
  readonly idleTimeoutMs: number;
  /** From the first byte of a head to its end. */
  readonly requestHeadTimeoutMs: number;
  /** Between bytes of a request's body. */
  readonly bodyIdleTimeoutMs: number;
  /** Age from which on a connection takes no further request; Infinity for none. */
  readonly keepAliveMaxMs: number;
  /**
   * How long a client that has finished sending is waited for to get the beginning of its answer before it counts as
   * gone; Infinity for as long as the answer takes.
   */
  readonly answersAfterEndMs: number;
}

/** The owner's hold on a connection. */
export interface ServerConnection {
  /** Finishes the request in work, then closes; at once when there is none. */
  shutdown(): void;
  /** Breaks it off. */
  destroy(): void;
}

/** What a connection gets from where it was accepted. */
export interface ServerConnectionSetting {
  readonly runtime: WireRuntime;
  readonly options: ServerConnectionOptions;
  /** Called once, when the connection is closed or has been handed over to a tunnel. */
  readonly onClosed: ((connection: ServerConnection) => void) | null;
}

/** Serves the requests that arrive on `stream`. */
export function serveConnection(
  stream: ByteStream,
  handler: ExchangeHandler,
  setting: ServerConnectionSetting,
): ServerConnection {
  const connection = new Connection(stream, handler, setting);
  stream.attach(connection);
  return connection;
}

class Connection
  implements ServerConnection, ByteStreamHandler, ExchangeHost, IntakeOwner, Flushable, TimerOwner
{
  readonly #stream: ByteStream;
  readonly #handler: ExchangeHandler;
  readonly #setting: ServerConnectionSetting;
  readonly #options: ServerConnectionOptions;
  readonly #runtime: WireRuntime;
  readonly #timer: CoarseTimer;
  readonly #openedAtMs: number;
  readonly #intake: RequestIntake;
  #exchange: ServerExchange | null;
  #handedOver: HandedOverStream | null;
  /** Bytes are being read: what the handler does is looked at when it returns. */
  #isReading: boolean;
  #queued: boolean;
  #paused: boolean;
  #inputEnded: boolean;
  #isShuttingDown: boolean;
  /** No longer this object's connection: closed, closing or handed over. */
  #isOver: boolean;

  constructor(stream: ByteStream, handler: ExchangeHandler, setting: ServerConnectionSetting) {
    const { runtime, options } = setting;
    this.#stream = stream;
    this.#handler = handler;
    this.#setting = setting;
    this.#options = options;
    this.#runtime = runtime;
    this.#timer = new CoarseTimer(this);
    this.#openedAtMs = runtime.clock.monotonicMs();
    this.#intake = new RequestIntake(this, runtime.timers, options.policy, options.headLimits);
    this.#exchange = null;
    this.#handedOver = null;
    this.#isReading = false;
    this.#queued = false;
    this.#paused = false;
    this.#inputEnded = false;
    this.#isShuttingDown = false;
    this.#isOver = false;
    runtime.timers.arm(this.#timer, options.idleTimeoutMs);
  }

  // The owner's side

  shutdown(): void {
    this.#isShuttingDown = true;
    if (!this.#isOver && this.#isIdle()) this.#finishSending();
  }

  destroy(): void {
    this.#stream.destroy();
  }

  // The transport's side

  onData(bytes: Buffer, start: number, end: number): void {
    if (this.#isOver) {
      this.#handedOver?.addRead(bytes, start, end);
      return;
    }
    this.#isReading = true;
    this.#intake.take(bytes, start, end);
    this.#isReading = false;
    this.#settle();
  }

  onEnd(): void {
    this.#inputEnded = true;
    if (this.#isOver) return;
    const { state } = this.#intake;
    if (state === INTAKE_COMPLETE) {
      if (this.#exchange !== null) this.#armForExchange(this.#exchange);
    } else if (state === INTAKE_HEAD && this.#intake.pending.length > 0) {
      this.#intake.endWithinHead();
    } else if (state !== INTAKE_BODY || this.takesBody) this.#inputIsShort();
  }

  onDrain(): void {
    const exchange = this.#exchange;
    if (exchange === null) return;
    exchange.stalled = false;
    this.#armForExchange(exchange);
    if (exchange.answer === ANSWER_COMPLETE) this.#queue();
    else exchange.reader?.onResponseDrain();
  }

  onClose(reason: Failure | null): void {
    if (this.#exchange !== null) this.#failExchange(this.#exchange, asClientFailure(reason));
    this.#giveUp();
  }

  /** An answer that was completed in this very turn is about to be flushed: nobody is too late any more. */
  onTimer(): void {
    const exchange = this.#exchange;
    const { state } = this.#intake;
    if (exchange?.stalled) this.#abandon(failure("client-idle-timeout"));
    else if (exchange?.answer === ANSWER_COMPLETE) return;
    else if (exchange !== null && state === INTAKE_COMPLETE) this.#leftBehind(exchange);
    else if (exchange !== null) this.onBodyFailed(failure("request-body-timeout"));
    else if (state === INTAKE_HEAD && !this.#isIdle()) {
      this.#intake.refuseHead(failure("request-head-timeout"));
    } else this.#stream.destroy();
  }

  flush(): void {
    this.#queued = false;
    const exchange = this.#exchange;
    if (exchange === null) return;
    if (exchange.aborted !== null) this.#failExchange(exchange, exchange.aborted);
    else if (exchange.answer === ANSWER_COMPLETE) {
      if (!exchange.stalled) this.#finishExchange(exchange);
    } else this.#readOn(exchange);
  }

  flushFailed(error: unknown): void {
    this.#runtime.logger.error("A request was given up because of an internal error", { error });
    this.#stream.destroy(true);
  }

  // The intake's side

  get takesBody(): boolean {
    const exchange = this.#exchange;
    return exchange !== null && exchange.reader !== null && !exchange.bodyPaused;
  }

  onHeadBegun(): void {
    this.#runtime.timers.arm(this.#timer, this.#options.requestHeadTimeoutMs);
  }

  onHead(head: RequestHead, headBytes: number, nowMs: number): void {
    const intake = this.#intake;
    this.#runtime.timers.disarm(this.#timer);
    const exchange = new ServerExchange(this, head, {
      startedAtMs: intake.headStartedAtMs,
      headAtMs: nowMs,
    });
    intake.headStartedAtMs = -1;
    exchange.receivedBytes = headBytes;
    this.#exchange = exchange;
    this.#handler.onExchange(exchange);
    if (exchange.host === null) return;
    if (!exchange.hasRequestBody) this.#tellEnd(exchange, "");
    else this.#armForExchange(exchange);
  }

  onHeadRefused(
    reason: Failure,
    head: RequestHead | null,
    { receivedBytes, offence }: { readonly receivedBytes: number; readonly offence: string },
  ): void {
    const startedAtMs = this.#intake.headStartedAtMs;
    const answer = this.#handler.onRefused({
      failure: reason,
      connection: this.#stream.info,
      head,
      startedAtMs,
      receivedBytes,
      offence,
    });
    if (answer !== "") this.#stream.write(answer);
    this.#finishSending();
  }

  onBodyChunk(chunk: Buffer): void {
    this.#exchange?.reader?.onRequestData(chunk);
  }

  onBodyProgress(byteCount: number): void {
    const exchange = this.#exchange;
    if (exchange === null) return;
    exchange.receivedBytes += byteCount;
    this.#armForExchange(exchange);
  }

  onBodyComplete(trailers: string): void {
    const exchange = this.#exchange;
    if (exchange === null) return;
    this.#armForExchange(exchange);
    this.#tellEnd(exchange, trailers);
  }

  /** The body is malformed or does not come: the handler may still answer while it is told. */
  onBodyFailed(reason: Failure): void {
    const exchange = this.#exchange;
    if (exchange === null) return;
    const isUnanswered = exchange.answer === ANSWER_NONE;
    this.#intake.stop();
    const { reader } = exchange;
    exchange.reader = null;
    reader?.onRequestAborted(reason);
    if (this.#exchange !== exchange) return;
    this.#exchange = null;
    exchange.host = null;
    if (isUnanswered) this.#finishSending();
    else this.#stream.destroy(true);
  }

  onDiscarded(complete: boolean): void {
    if (!complete) this.#finishSending();
    else this.#runtime.timers.arm(this.#timer, this.#options.idleTimeoutMs);
  }

  // The exchange's side

  get info(): ConnectionInfo {
    return this.#stream.info;
  }

  get isLast(): boolean {
    if (this.#isShuttingDown) return true;
    const { keepAliveMaxMs } = this.#options;
    if (keepAliveMaxMs === Infinity) return false;
    return this.#runtime.timers.nowMs() - this.#openedAtMs >= keepAliveMaxMs;
  }

  send(data: string | Buffer): boolean {
    const hasRoom = this.#stream.write(data);
    if (!hasRoom) this.#runtime.timers.arm(this.#timer, this.#options.idleTimeoutMs);
    return hasRoom;
  }

  exchangeChanged(): void {
    if (!this.#isReading || this.#exchange?.answer === ANSWER_COMPLETE) this.#queue();
  }

  pauseBody(): void {
    const exchange = this.#exchange;
    if (exchange !== null) this.#armForExchange(exchange);
    if (!this.#isReading) this.#settle();
  }

  resumeBody(): void {
    this.#queue();
  }

  abortExchange(reset: boolean): void {
    const exchange = this.#exchange;
    this.#exchange = null;
    if (exchange !== null) exchange.host = null;
    this.#stream.destroy(reset);
  }

  handOver(): ByteStream {
    const stream = new HandedOverStream(this.#stream, this.#runtime);
    this.#handedOver = stream;
    if (this.#exchange !== null) this.#exchange.host = null;
    this.#exchange = null;
    this.#giveUp();
    if (!this.#isReading) this.#settle();
    return stream;
  }

  // What comes next

  /** After bytes were read or the exchange changed: keeps or stops the flow, or ends. */
  #settle(): void {
    const { state, pending } = this.#intake;
    if (this.#isOver) {
      if (this.#handedOver !== null && pending.length > 0) {
        this.#handedOver.addRead(pending.bytes, 0, pending.length);
        pending.clear();
      }
      return;
    }
    const waits = state === INTAKE_BODY || state === INTAKE_COMPLETE;
    if (waits && (pending.length > 0 || this.#exchange?.bodyPaused)) {
      this.#pause();
      return;
    }
    if (!waits && this.#inputEnded) this.#inputIsShort();
    else if (this.#isShuttingDown && this.#isIdle()) this.#finishSending();
    else this.#resume();
  }

  /** The reader came, or wants more. */
  #readOn(exchange: ServerExchange): void {
    if (!exchange.hasRequestBody) {
      if (!exchange.endTold) this.#tellEnd(exchange, "");
      return;
    }
    this.#armForExchange(exchange);
    this.#readPending();
    if (this.#inputEnded && this.#intake.state === INTAKE_BODY && this.takesBody) {
      this.#inputIsShort();
    }
  }

  #readPending(): void {
    this.#isReading = true;
    this.#intake.resume();
    this.#isReading = false;
    this.#settle();
  }

  #tellEnd(exchange: ServerExchange, trailers: string): void {
    if (exchange.reader === null) return;
    exchange.endTold = true;
    exchange.reader.onRequestEnd(trailers);
  }

  /** The limit on the client's silence counts only while something is expected of it. */
  #armForExchange(exchange: ServerExchange): void {
    const { timers } = this.#runtime;
    if (exchange.stalled) timers.arm(this.#timer, this.#options.idleTimeoutMs);
    else if (this.#intake.state === INTAKE_BODY && this.takesBody) {
      timers.arm(this.#timer, this.#options.bodyIdleTimeoutMs);
    } else if (this.#inputEnded && this.#options.answersAfterEndMs !== Infinity) {
      timers.arm(this.#timer, this.#options.answersAfterEndMs);
    } else timers.disarm(this.#timer);
  }

  #isIdle(): boolean {
    return this.#intake.state === INTAKE_HEAD && this.#intake.headStartedAtMs === -1;
  }

  // Ending

  #finishExchange(exchange: ServerExchange): void {
    const { request } = exchange;
    this.#exchange = null;
    exchange.host = null;
    exchange.reader?.onResponseFinished();
    if (this.#isOver) return;
    const intake = this.#intake;
    const wasReadWhole = intake.state === INTAKE_COMPLETE;
    // A client that waits for 100 Continue may or may not send its body now: there is no telling what the next
    // bytes are (RFC 9110 §10.1.1).
    const isUnsure = !wasReadWhole && request.expectsContinue && !exchange.continued;
    if (exchange.closes || !request.keepAlive || isUnsure || this.isLast) {
      this.#finishSending();
      return;
    }
    intake.next();
    const { bodyIdleTimeoutMs, idleTimeoutMs } = this.#options;
    const isDiscarding = intake.state === INTAKE_DISCARD;
    this.#runtime.timers.arm(this.#timer, isDiscarding ? bodyIdleTimeoutMs : idleTimeoutMs);
    if (intake.pending.length > 0) this.#readPending();
    else this.#settle();
  }

  /** The client finished sending a while ago. Once an answer has begun, sending it tells whether anybody takes it. */
  #leftBehind(exchange: ServerExchange): void {
    if (exchange.answer === ANSWER_NONE) this.#abandon(failure("client-closed"));
  }

  /** The client finished sending where a request could begin, or within one. */
  #inputIsShort(): void {
    if (this.#exchange !== null) this.#abandon(failure("client-closed", "The body was cut short"));
    else this.#finishSending();
  }

  /** Sends what is left, then our end. */
  #finishSending(): void {
    if (this.#isOver) return;
    this.#leave();
    closeLingering(this.#stream, this.#runtime, () => this.#setting.onClosed?.(this));
  }

  /** The client is as good as gone. */
  #abandon(reason: Failure): void {
    if (this.#exchange !== null) this.#failExchange(this.#exchange, reason);
    this.#stream.destroy();
  }

  /** A reader that comes later is told later. */
  #failExchange(exchange: ServerExchange, reason: Failure): void {
    if (exchange.reader === null && exchange.answer !== ANSWER_COMPLETE) {
      exchange.aborted = reason;
      return;
    }
    this.#exchange = null;
    exchange.host = null;
    exchange.reader?.onRequestAborted(reason);
  }

  #giveUp(): void {
    if (this.#isOver) return;
    this.#leave();
    this.#setting.onClosed?.(this);
  }

  #leave(): void {
    this.#isOver = true;
    this.#intake.stop();
    this.#runtime.timers.remove(this.#timer);
  }

  #pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#stream.pause();
  }

  #resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#stream.resume();
  }

  #queue(): void {
    if (this.#queued) return;
    this.#queued = true;
    this.#runtime.flush.add(this);
  }
}

/** A stream names failures as the dialing side sees them; here it is the client that went away. */
function asClientFailure(reason: Failure | null): Failure {
  if (reason === null) return failure("client-closed");
  if (reason.kind === "connect-reset" || reason.kind === "connect-timeout") {
    return failure("client-reset", reason.detail);
  }
  return reason;
}
