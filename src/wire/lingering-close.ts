// The end of a connection whose last bytes should reach the peer. Closing a socket while unread bytes lie in it
// resets the connection, and the reset can overtake the answer (RFC 9112 §9.6). So: finish sending, take and throw
// away what still comes, for a while, then close.
import type { Failure } from "../base/failure.ts";
import type { ByteStream, ByteStreamHandler } from "./byte-stream.ts";
import { CoarseTimer, type TimerOwner } from "./coarse-timers.ts";
import type { WireRuntime } from "./runtime.ts";

/** How long and how far the peer's bytes are taken once everything of ours has gone. */
const LINGER_MS = 2_000;
const LINGER_BYTES_MAX = 4_194_304;

/** Sends what was written and our end, then closes. `onClosed` is called once, when the stream is gone. */
export function closeLingering(stream: ByteStream, runtime: WireRuntime, onClosed: () => void) {
  stream.attach(new LingeringClose(stream, runtime, onClosed));
  stream.end();
  stream.resume();
}

class LingeringClose implements ByteStreamHandler, TimerOwner {
  readonly #stream: ByteStream;
  readonly #runtime: WireRuntime;
  readonly #onClosed: () => void;
  readonly #timer: CoarseTimer;
  #pendingBytes: number;
  #takenBytes: number;

  constructor(stream: ByteStream, runtime: WireRuntime, onClosed: () => void) {
    this.#stream = stream;
    this.#runtime = runtime;
    this.#onClosed = onClosed;
    this.#timer = new CoarseTimer(this);
    this.#pendingBytes = stream.pendingBytes;
    this.#takenBytes = 0;
    runtime.timers.arm(this.#timer, LINGER_MS);
  }

  onData(_bytes: Buffer, start: number, end: number): void {
    this.#takenBytes += end - start;
    if (this.#takenBytes > LINGER_BYTES_MAX) this.#stream.destroy();
  }

  /** With both ends finished the transport closes by itself. */
  onEnd(): void {}

  onDrain(): void {}

  onClose(_failure: Failure | null): void {
    this.#runtime.timers.remove(this.#timer);
    this.#onClosed();
  }

  /** A slow peer that still takes our bytes gets more time. */
  onTimer(): void {
    const { pendingBytes } = this.#stream;
    if (pendingBytes > 0 && pendingBytes < this.#pendingBytes) {
      this.#pendingBytes = pendingBytes;
      this.#runtime.timers.arm(this.#timer, LINGER_MS);
    } else this.#stream.destroy();
  }
}
