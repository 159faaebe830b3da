// One end of a flow: hands what arrives to the other end, with back-pressure, half-close and reset. Both ends are
// alike; which is which is known to the flow alone.
import type { Failure } from "../../base/failure.ts";
import type { ByteStream, ConnectionInfo, DialHandler } from "../../wire/byte-stream.ts";

/** The flow that two ends belong to. */
export interface FlowEndOwner {
  nowMs(): number;
  /** Bytes passed. */
  touch(): void;
  /** The end is gone, by whatever means. Called once per end. */
  onEndClosed(end: FlowEnd, failure: Failure | null): void;
}

/** The client's or the target's side. */
export class FlowEnd implements DialHandler {
  readonly #owner: FlowEndOwner;
  /** Null while there is no connection. */
  stream: ByteStream | null;
  receivedBytes = 0;
  /** Of the connection, which it outlives; null while it was never open. */
  info: ConnectionInfo | null = null;
  openedAtMs = 0;
  #other: FlowEnd | null = null;
  #open: boolean;
  #closed = false;

  constructor(owner: FlowEndOwner, stream: ByteStream | null) {
    this.#owner = owner;
    this.stream = stream;
    this.#open = stream !== null;
  }

  /** Whether it was connected at some time. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Whether it is gone, or never came. */
  get isClosed(): boolean {
    return this.#closed || this.stream === null;
  }

  join(other: FlowEnd): void {
    this.#other = other;
  }

  onOpen(): void {
    this.#open = true;
    this.openedAtMs = this.#owner.nowMs();
    this.info = this.stream?.info ?? null;
  }

  onData(bytes: Buffer, start: number, end: number): void {
    this.receivedBytes += end - start;
    this.#owner.touch();
    const other = this.#other;
    if (other === null || other.isClosed) {
      // Nobody is left to take it; a kernel would answer with a reset as well.
      this.reset();
      return;
    }
    const hasRoom = other.stream?.write(bytes.subarray(start, end)) ?? true;
    if (!hasRoom) this.stream?.pause();
  }

  onEnd(): void {
    this.#other?.finishSending();
  }

  onDrain(): void {
    this.#other?.stream?.resume();
  }

  onClose(failure: Failure | null): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#owner.onEndClosed(this, failure);
  }

  finishSending(): void {
    if (!this.isClosed) this.stream?.end();
  }

  reset(): void {
    if (!this.isClosed) this.stream?.destroy(true);
  }
}
