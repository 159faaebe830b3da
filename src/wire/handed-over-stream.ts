// A connection after an upgrade: the transport as it was, preceded by the bytes that had already been read from it.
// Once the new owner is attached and has those bytes, the transport calls it directly.
import type { ByteStream, ByteStreamHandler, ConnectionInfo } from "./byte-stream.ts";
import type { Flushable } from "./flush-queue.ts";
import { PendingInput } from "./pending-input.ts";
import type { WireRuntime } from "./runtime.ts";

export class HandedOverStream implements ByteStream, Flushable {
  readonly #inner: ByteStream;
  readonly #runtime: WireRuntime;
  readonly #alreadyRead: PendingInput;
  #handler: ByteStreamHandler | null;
  #paused: boolean;
  #joined: boolean;
  #queued: boolean;

  /** Pauses `inner` until somebody is attached. */
  constructor(inner: ByteStream, runtime: WireRuntime) {
    this.#inner = inner;
    this.#runtime = runtime;
    this.#alreadyRead = new PendingInput();
    this.#handler = null;
    this.#paused = false;
    this.#joined = false;
    this.#queued = false;
    inner.pause();
  }

  get info(): ConnectionInfo {
    return this.#inner.info;
  }

  get pendingBytes(): number {
    return this.#inner.pendingBytes;
  }

  /** Adds bytes that the former owner had read. */
  addRead(bytes: Buffer, start: number, end: number): void {
    this.#alreadyRead.append(bytes, start, end);
    if (this.#handler !== null) this.#queue();
  }

  attach(handler: ByteStreamHandler): void {
    this.#handler = handler;
    if (this.#joined) this.#inner.attach(handler);
    else this.#queue();
  }

  write(data: string | Buffer): boolean {
    return this.#inner.write(data);
  }

  end(): void {
    this.#inner.end();
  }

  destroy(reset = false): void {
    this.#inner.destroy(reset);
    // The close has to be heard even by an owner that came too late for everything else.
    this.#alreadyRead.clear();
    if (!this.#joined && this.#handler !== null) this.#queue();
  }

  pause(): void {
    this.#paused = true;
    if (this.#joined) this.#inner.pause();
  }

  resume(): void {
    this.#paused = false;
    if (this.#joined) this.#inner.resume();
    else if (this.#handler !== null) this.#queue();
  }

  flush(): void {
    this.#queued = false;
    const handler = this.#handler;
    if (handler === null || this.#joined || this.#paused) return;
    const { bytes, length } = this.#alreadyRead;
    if (length > 0) {
      this.#alreadyRead.clear();
      handler.onData(bytes, 0, length);
    }
    this.#joined = true;
    this.#inner.attach(this.#handler ?? handler);
    if (!this.#isPaused()) this.#inner.resume();
  }

  flushFailed(error: unknown): void {
    this.#runtime.logger.error("An upgraded connection failed inside", { error });
    this.#inner.destroy(true);
  }

  /** `onData` may have paused it. */
  #isPaused(): boolean {
    return this.#paused;
  }

  #queue(): void {
    if (this.#queued) return;
    this.#queued = true;
    this.#runtime.flush.add(this);
  }
}
