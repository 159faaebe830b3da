// Tells by a connection's first byte whether TLS is spoken on it and, if so, waits for the client's whole first
// message, all under one time limit. What was read is put back for whoever takes the connection over.
import type net from "node:net";
import { CoarseTimer, type TimerOwner } from "./coarse-timers.ts";
import type { KeptBufferSocket } from "./kept-buffer-socket.ts";
import type { WireRuntime } from "./runtime.ts";
import { type ClientHello, firstRecordBytes, readClientHello } from "./tls/client-hello.ts";

/** The content type of a TLS handshake record (RFC 8446 §5.1). */
const TLS_HANDSHAKE_RECORD = 0x16;

/** How long the rest of a first TLS message may take before the TLS library is left to deal with it. */
const REST_TIMEOUT_MS = 5_000;

/**
 * `hello` is null for plain connections and for a first message that can't be read. With a kept buffer, a plain
 * connection's first bytes are `length` bytes of that buffer; in all other cases they were put back.
 */
export type SniffedHandler = (isTls: boolean, hello: ClientHello | null, length: number) => void;

/** Calls `onSniffed` once, or closes the connection when its time is over. */
export function sniffFirstBytes(
  connection: SniffedConnection,
  runtime: WireRuntime,
  timeoutMs: number,
  onSniffed: SniffedHandler,
): void {
  new FirstBytes(connection, runtime, onSniffed).begin(timeoutMs);
}

/** The socket, and how its bytes come: into a kept buffer, or by `data` events when that is null. */
export interface SniffedConnection {
  readonly socket: net.Socket;
  readonly kept: KeptBufferSocket | null;
}

class FirstBytes implements TimerOwner {
  readonly #socket: net.Socket;
  readonly #kept: KeptBufferSocket | null;
  readonly #runtime: WireRuntime;
  readonly #timer: CoarseTimer;
  readonly #onSniffed: SniffedHandler;
  /** At most one record and one read. */
  #bytes: Buffer = Buffer.alloc(0);
  readonly #onData = (chunk: Buffer) => this.#take(chunk);
  readonly #onGone = () => this.#giveUp();

  constructor(connection: SniffedConnection, runtime: WireRuntime, onSniffed: SniffedHandler) {
    this.#socket = connection.socket;
    this.#kept = connection.kept;
    this.#runtime = runtime;
    this.#onSniffed = onSniffed;
    this.#timer = new CoarseTimer(this);
  }

  begin(timeoutMs: number): void {
    const socket = this.#socket;
    this.#runtime.timers.arm(this.#timer, timeoutMs);
    if (this.#kept === null) socket.on("data", this.#onData);
    else this.#kept.onBytes = (length) => this.#takeKept(length);
    socket.on("end", this.#onGone);
    socket.on("close", this.#onGone);
    socket.resume();
  }

  onTimer(): void {
    if (this.#bytes.length > 0) this.#finish();
    else this.#giveUp();
  }

  #takeKept(length: number): void {
    const { readBuffer } = this.#runtime;
    const isPlain = this.#bytes.length === 0 && readBuffer[0] !== TLS_HANDSHAKE_RECORD;
    if (!isPlain) {
      this.#take(Buffer.from(readBuffer.subarray(0, length)));
      return;
    }
    this.#leave();
    this.#onSniffed(false, null, length);
  }

  #take(chunk: Buffer): void {
    const isFirst = this.#bytes.length === 0;
    this.#bytes = isFirst ? chunk : Buffer.concat([this.#bytes, chunk]);
    const wanted = firstRecordBytes(this.#bytes);
    // One limit for the whole message: bytes that drip do not buy time.
    if (wanted !== 0 && this.#bytes.length >= wanted) this.#finish();
    else if (isFirst) this.#runtime.timers.arm(this.#timer, REST_TIMEOUT_MS);
  }

  #finish(): void {
    this.#leave();
    this.#socket.pause();
    this.#socket.unshift(this.#bytes);
    // A record that is too long is TLS all the same: its refusal is the TLS library's.
    const isTls = this.#bytes[0] === TLS_HANDSHAKE_RECORD;
    this.#onSniffed(isTls, isTls ? readClientHello(this.#bytes) : null, 0);
  }

  #giveUp(): void {
    this.#leave();
    this.#socket.destroy();
  }

  #leave(): void {
    const socket = this.#socket;
    this.#runtime.timers.remove(this.#timer);
    socket.off("data", this.#onData);
    socket.off("end", this.#onGone);
    socket.off("close", this.#onGone);
  }
}
