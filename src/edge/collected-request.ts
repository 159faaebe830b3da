// Reads a request whose answer needs the whole body: AWS API calls and /_postern/…. Bounded, and given up when
// the client goes away; what is on the data plane streams and never comes here.
import { failure, type Failure, type FailureKind } from "../base/failure.ts";
import type { Exchange, RequestReader } from "../wire/http1/exchange.ts";

export interface CollectedBody {
  readonly body: Buffer;
  /** Why there is no body: it is too large, malformed or did not come in time. Null when there is one. */
  readonly failure: Failure | null;
}

/** Who writes an answer that takes its time. */
export interface AnswerWriter {
  /** The transport has room again. */
  onResponseDrain(): void;
  /** The client has left; no call follows. */
  onGone(): void;
}

/** Faults of a body whose client is still there, to be told. */
const BODY_FAULTS: ReadonlySet<FailureKind> = new Set<FailureKind>([
  "malformed-body",
  "request-body-timeout",
]);

/** Collects up to `bytesMax` bytes, then calls `onBody` once. It is not called when the client leaves before. */
export class CollectedRequest implements RequestReader {
  readonly #exchange: Exchange;
  readonly #bytesMax: number;
  readonly #onBody: (collected: CollectedBody) => void;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #answering = false;
  #gone = false;
  #writer: AnswerWriter | null = null;

  constructor(exchange: Exchange, bytesMax: number, onBody: (collected: CollectedBody) => void) {
    this.#exchange = exchange;
    this.#bytesMax = bytesMax;
    this.#onBody = onBody;
  }

  start(): void {
    this.#exchange.start(this);
    // What is announced as too large need not come first.
    if (this.#exchange.request.contentLength > this.#bytesMax) {
      this.#deliverFailure(failure("body-too-large"));
      return;
    }
    this.#exchange.sendContinue();
  }

  /** The client has left: there is nobody to answer. */
  get gone(): boolean {
    return this.#gone;
  }

  /** Tells `writer` what becomes of the answer. Not for a client that is gone already. */
  follow(writer: AnswerWriter): void {
    this.#writer = writer;
  }

  onRequestData(chunk: Buffer): void {
    if (this.#answering) return;
    this.#bytes += chunk.length;
    if (this.#bytes > this.#bytesMax) {
      this.#chunks = [];
      this.#deliverFailure(failure("body-too-large"));
      return;
    }
    this.#chunks.push(Buffer.from(chunk));
  }

  onRequestEnd(_trailers: string): void {
    if (this.#answering) return;
    this.#deliver({ body: Buffer.concat(this.#chunks, this.#bytes), failure: null });
  }

  onResponseDrain(): void {
    this.#writer?.onResponseDrain();
  }

  /** A client whose body is at fault can be answered during this call. */
  onRequestAborted(reason: Failure): void {
    this.#chunks = [];
    if (!this.#answering && BODY_FAULTS.has(reason.kind)) this.#deliverFailure(reason);
    this.#gone = true;
    this.#writer?.onGone();
  }

  onResponseFinished(): void {}

  #deliverFailure(reason: Failure): void {
    this.#deliver({ body: Buffer.alloc(0), failure: reason });
  }

  #deliver(collected: CollectedBody): void {
    this.#answering = true;
    this.#onBody(collected);
  }
}
