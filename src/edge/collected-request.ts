// Reads a request whose answer needs the whole body: AWS API calls and /_postern/…. Bounded, and given up when
// the client goes away; what is on the data plane streams and never comes here.
import type { Failure } from "../base/failure.ts";
import type { Exchange, RequestReader } from "../wire/http1/exchange.ts";

export interface CollectedBody {
  readonly body: Buffer;
  /** False when the body was over the limit; `body` is empty then. */
  readonly complete: boolean;
}

/** Collects up to `bytesMax` bytes, then calls `onBody` once. It is not called when the client leaves before. */
export class CollectedRequest implements RequestReader {
  readonly #exchange: Exchange;
  readonly #bytesMax: number;
  readonly #onBody: (collected: CollectedBody) => void;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #answering = false;
  #gone = false;

  constructor(exchange: Exchange, bytesMax: number, onBody: (collected: CollectedBody) => void) {
    this.#exchange = exchange;
    this.#bytesMax = bytesMax;
    this.#onBody = onBody;
  }

  start(): void {
    this.#exchange.start(this);
    // What is announced as too large need not come first.
    if (this.#exchange.request.contentLength > this.#bytesMax) {
      this.#deliver({ body: Buffer.alloc(0), complete: false });
      return;
    }
    this.#exchange.sendContinue();
  }

  /** The client has left: there is nobody to answer. */
  get gone(): boolean {
    return this.#gone;
  }

  onRequestData(chunk: Buffer): void {
    if (this.#answering) return;
    this.#bytes += chunk.length;
    if (this.#bytes > this.#bytesMax) {
      this.#chunks = [];
      this.#deliver({ body: Buffer.alloc(0), complete: false });
      return;
    }
    this.#chunks.push(Buffer.from(chunk));
  }

  onRequestEnd(_trailers: string): void {
    if (this.#answering) return;
    this.#deliver({ body: Buffer.concat(this.#chunks, this.#bytes), complete: true });
  }

  onResponseDrain(): void {}

  onRequestAborted(_failure: Failure): void {
    this.#gone = true;
    this.#chunks = [];
  }

  onResponseFinished(): void {}

  #deliver(collected: CollectedBody): void {
    this.#answering = true;
    this.#onBody(collected);
  }
}
