// Tells by a connection's first byte whether TLS is spoken on it and, if so, waits for the client's whole first
// message, all under one time limit. What was read is put back for whoever takes the connection over.
import type net from "node:net";
import { CoarseTimer, type TimerOwner } from "./coarse-timers.ts";
import type { WireRuntime } from "./runtime.ts";
import { type ClientHello, firstRecordBytes, readClientHello } from "./tls/client-hello.ts";

/** `hello` is null for plain connections and for a first message that can't be read. */
export type SniffedHandler = (isTls: boolean, hello: ClientHello | null) => void;

/** Calls `onSniffed` once, or closes the connection when its time is over. */
export function sniffFirstBytes(
  socket: net.Socket,
  runtime: WireRuntime,
  timeoutMs: number,
  onSniffed: SniffedHandler,
): void {
  new FirstBytes(socket, runtime, onSniffed).begin(timeoutMs);
}

class FirstBytes implements TimerOwner {
  readonly #socket: net.Socket;
  readonly #runtime: WireRuntime;
  readonly #timer: CoarseTimer;
  readonly #onSniffed: SniffedHandler;
  /** At most one record and one read. */
  #bytes: Buffer = Buffer.alloc(0);
  readonly #onData = (chunk: Buffer) => this.#take(chunk);
  readonly #onGone = () => this.#giveUp();

  constructor(socket: net.Socket, runtime: WireRuntime, onSniffed: SniffedHandler) {
    this.#socket = socket;
    this.#runtime = runtime;
    this.#onSniffed = onSniffed;
    this.#timer = new CoarseTimer(this);
  }

  begin(timeoutMs: number): void {
    const socket = this.#socket;
    this.#runtime.timers.arm(this.#timer, timeoutMs);
    socket.on("data", this.#onData);
    socket.on("end", this.#onGone);
    socket.on("close", this.#onGone);
  }

  onTimer(): void {
    this.#giveUp();
  }

  #take(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    const wanted = firstRecordBytes(this.#bytes);
    if (wanted === 0 || this.#bytes.length < wanted) return;
    this.#leave();
    this.#socket.pause();
    this.#socket.unshift(this.#bytes);
    // A record that is too long is TLS all the same: its refusal is the TLS library's.
    const isTls = this.#bytes[0] === 0x16;
    this.#onSniffed(isTls, isTls ? readClientHello(this.#bytes) : null);
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
