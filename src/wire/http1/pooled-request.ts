// One request on its way to a target, as its sender holds it: waits for a connection, writes head and body with
// their framing, and survives the change to another connection when the first one turns out to have been dead
// (the one case in which a request is sent twice). Reading the answer is ClientConnection's business.
import { type Failure, failure } from "../../base/failure.ts";
import type { Flushable } from "../flush-queue.ts";
import { OutgoingBytes } from "../outgoing-bytes.ts";
import type { WireRuntime } from "../runtime.ts";
import { CHUNK_END, chunkStart, lastChunk } from "./body-encoder.ts";
import {
  BODY_CHUNKED,
  BODY_NONE,
  type ResponseReader,
  type UpstreamConnection,
  type UpstreamMessage,
  type UpstreamRequest,
} from "./exchange.ts";

/** What a request needs of the connection that it is sent on. */
export interface RequestCarrier extends UpstreamConnection {
  send(data: string | Buffer): boolean;
  /** Part of the body, or its end, was sent: the wait for an answer begins anew. */
  requestProgress(): void;
  pauseResponse(): void;
  resumeResponse(): void;
  /** The sender gave up. */
  abandon(): void;
}

/** Where a request waits when it has no connection. */
export interface RequestQueue {
  readonly runtime: WireRuntime;
  forget(request: PooledRequest): void;
}

export class PooledRequest implements UpstreamRequest, Flushable {
  readonly message: UpstreamMessage;
  /** Null once the request is over: no call reaches the sender any more. */
  reader: ResponseReader | null;
  carrier: RequestCarrier | null;
  /** All of the request was handed to the transport. */
  isSent: boolean;
  wasRetried: boolean;
  readonly #queue: RequestQueue;
  /** Framed body that was written before there was a connection. */
  readonly #waiting: OutgoingBytes;
  #ended: boolean;
  #trailers: string;
  /** Some content was written to a connection, so the request can't be sent again. */
  #hasSentContent: boolean;
  #wantsDrain: boolean;
  #isReused: boolean;
  #tellsConnected: boolean;
  #failure: Failure | null;
  #queued: boolean;

  constructor(queue: RequestQueue, message: UpstreamMessage, reader: ResponseReader) {
    this.message = message;
    this.reader = reader;
    this.carrier = null;
    this.isSent = false;
    this.wasRetried = false;
    this.#queue = queue;
    this.#waiting = new OutgoingBytes();
    this.#ended = message.framing === BODY_NONE;
    this.#trailers = "";
    this.#hasSentContent = false;
    this.#wantsDrain = false;
    this.#isReused = false;
    this.#tellsConnected = false;
    this.#failure = null;
    this.#queued = false;
  }

  /** Nothing of its body has left, so that another connection can take it from the start. */
  get isReplayable(): boolean {
    return !this.#hasSentContent && !this.wasRetried;
  }

  // The sender's side

  writeBody(chunk: Buffer): boolean {
    if (this.reader === null || this.#ended || chunk.length === 0) return true;
    this.carrier?.requestProgress();
    if (this.message.framing !== BODY_CHUNKED) return this.#send(chunk);
    this.#send(chunkStart(chunk.length));
    this.#send(chunk);
    return this.#send(CHUNK_END);
  }

  endBody(trailers = ""): void {
    if (this.reader === null || this.#ended) return;
    this.#ended = true;
    this.#trailers = trailers;
    if (this.carrier === null) return;
    this.#finish(this.carrier);
    this.carrier.requestProgress();
  }

  pauseResponse(): void {
    this.carrier?.pauseResponse();
  }

  resumeResponse(): void {
    this.carrier?.resumeResponse();
  }

  abort(): void {
    if (this.reader === null) return;
    this.reader = null;
    if (this.carrier === null) this.#queue.forget(this);
    else this.carrier.abandon();
  }

  // The pool's side

  /** Sends head and what there is of the body on `carrier`. */
  sendOn(carrier: RequestCarrier, isReused: boolean): void {
    this.carrier = carrier;
    this.#isReused = isReused;
    this.#tellsConnected = true;
    const { follower } = this.message;
    if (follower !== undefined && follower !== null) follower.onLeaving(carrier);
    carrier.send(this.message.head);
    const waiting = this.#waiting;
    if (waiting.byteLength > 0) {
      this.#hasSentContent = true;
      for (const part of waiting.parts) carrier.send(part);
      if (waiting.text !== "") carrier.send(waiting.text);
      waiting.clear();
    }
    if (this.#ended) this.#finish(carrier);
    this.#wake();
  }

  /** The connection it was sent on is gone; it can be given to another. */
  detach(): void {
    this.carrier = null;
    this.isSent = false;
  }

  drained(): void {
    this.#wantsDrain = false;
    this.reader?.onRequestDrain();
  }

  fail(reason: Failure): void {
    const { reader } = this;
    this.reader = null;
    this.carrier = null;
    reader?.onUpstreamFailed(reason);
  }

  /** As `fail`, but not from inside the sender's own call. */
  failLater(reason: Failure): void {
    this.#failure = reason;
    this.#wake();
  }

  flush(): void {
    this.#queued = false;
    if (this.#failure !== null) {
      this.fail(this.#failure);
      return;
    }
    if (this.#tellsConnected) {
      this.#tellsConnected = false;
      if (this.carrier !== null) this.reader?.onUpstreamConnected(this.#isReused, this.carrier);
    }
    if (this.#wantsDrain && this.carrier !== null) this.drained();
  }

  flushFailed(error: unknown): void {
    this.#queue.runtime.logger.error("A request was given up because of an internal error", {
      error,
    });
    const { carrier } = this;
    this.fail(failure("internal", error instanceof Error ? error.message : String(error)));
    carrier?.abandon();
  }

  #send(data: string | Buffer): boolean {
    if (this.carrier !== null) {
      this.#hasSentContent = true;
      return this.carrier.send(data);
    }
    this.#waiting.add(data);
    this.#wantsDrain = true;
    return false;
  }

  #finish(carrier: RequestCarrier): void {
    if (this.message.framing === BODY_CHUNKED) carrier.send(lastChunk(this.#trailers));
    this.isSent = true;
  }

  #wake(): void {
    if (this.#queued) return;
    this.#queued = true;
    this.#queue.runtime.flush.add(this);
  }
}
