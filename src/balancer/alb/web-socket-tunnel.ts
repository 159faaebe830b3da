// The connection after a 101: bytes go both ways as they come, held back where the other side cannot take them, until
// one side is gone or both have been silent for the load balancer's idle time. WebSocket frames are not looked at.
import { failure } from "../../base/failure.ts";
import type { Failure } from "../../base/failure.ts";
import type { ByteStream, ByteStreamHandler } from "../../wire/byte-stream.ts";
import { CoarseTimer } from "../../wire/coarse-timers.ts";
import type { TimerOwner } from "../../wire/coarse-timers.ts";
import type { WireRuntime } from "../../wire/runtime.ts";

/** Who wants to know how it ended; `failure` is null for an orderly end. */
export interface TunnelOwner {
  onTunnelClosed(failure: Failure | null): void;
}

export class WebSocketTunnel implements TimerOwner {
  readonly #runtime: WireRuntime;
  readonly #owner: TunnelOwner;
  readonly #idleTimeoutMs: number;
  readonly #timer: CoarseTimer;
  readonly #client: TunnelEnd;
  readonly #target: TunnelEnd;
  #isOver = false;
  #openEnds = 2;
  /** Bytes that came from the client and from the target. */
  receivedBytes = 0;
  sentBytes = 0;

  constructor(runtime: WireRuntime, owner: TunnelOwner, idleTimeoutMs: number, ends: TunnelEnds) {
    this.#runtime = runtime;
    this.#owner = owner;
    this.#idleTimeoutMs = idleTimeoutMs;
    this.#timer = new CoarseTimer(this);
    this.#client = new TunnelEnd(this, ends.client, ends.target);
    this.#target = new TunnelEnd(this, ends.target, ends.client);
    runtime.timers.arm(this.#timer, idleTimeoutMs);
    ends.client.attach(this.#client);
    ends.target.attach(this.#target);
  }

  /** Breaks both connections off. */
  close(reason: Failure | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#runtime.timers.remove(this.#timer);
    this.#client.stream.destroy();
    this.#target.stream.destroy();
    this.#owner.onTunnelClosed(reason);
  }

  onTimer(): void {
    this.close(failure("client-idle-timeout", "Neither side of the WebSocket said anything"));
  }

  /** One connection is gone. After an orderly end the other one still sends what it was given. */
  gone(end: TunnelEnd, reason: Failure | null): void {
    this.#openEnds--;
    if (reason !== null || this.#openEnds === 0) this.close(reason);
    else if (end === this.#client) this.#target.stream.end();
    else this.#client.stream.end();
  }

  /** `end` can take bytes again: the other one may go on reading. */
  drained(end: TunnelEnd): void {
    if (end === this.#client) this.#target.goOn();
    else this.#client.goOn();
  }

  moved(end: TunnelEnd, byteCount: number): void {
    if (end === this.#client) this.receivedBytes += byteCount;
    else this.sentBytes += byteCount;
    this.#runtime.timers.arm(this.#timer, this.#idleTimeoutMs);
  }
}

export interface TunnelEnds {
  readonly client: ByteStream;
  readonly target: ByteStream;
}

/** One direction: what arrives on `stream` is written to `other`. */
class TunnelEnd implements ByteStreamHandler {
  readonly stream: ByteStream;
  readonly #tunnel: WebSocketTunnel;
  readonly #other: ByteStream;
  #isHeldUp = false;

  constructor(tunnel: WebSocketTunnel, stream: ByteStream, other: ByteStream) {
    this.#tunnel = tunnel;
    this.stream = stream;
    this.#other = other;
  }

  onData(bytes: Buffer, start: number, end: number): void {
    this.#tunnel.moved(this, end - start);
    const hasRoom = this.#other.write(bytes.subarray(start, end));
    if (hasRoom || this.#isHeldUp) return;
    this.#isHeldUp = true;
    this.stream.pause();
  }

  onEnd(): void {
    this.#other.end();
  }

  /** There is room here: the other direction goes on. */
  onDrain(): void {
    this.#tunnel.drained(this);
  }

  goOn(): void {
    if (!this.#isHeldUp) return;
    this.#isHeldUp = false;
    this.stream.resume();
  }

  onClose(reason: Failure | null): void {
    this.#tunnel.gone(this, reason);
  }
}
