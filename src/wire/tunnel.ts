// Joins two connections: what arrives on one is written to the other, both ways, held back where the other side
// can't take it. An end is passed on as an end, a reset as a reset. What the bytes are is nobody's business here.
import { type Failure, failure } from "../base/failure.ts";
import type { ByteStream, ByteStreamHandler } from "./byte-stream.ts";
import { CoarseTimer, type TimerOwner } from "./coarse-timers.ts";
import type { WireRuntime } from "./runtime.ts";

export interface TunnelOptions {
  /** Both ends silent for this long ends the tunnel; Infinity for never. */
  readonly idleTimeoutMs: number;
  /** Whether an idle tunnel ends by RST. */
  readonly resetsWhenIdle: boolean;
}

/** Whose end failed or timed out; "" for an orderly end. */
export type TunnelEndedBy = "" | "first" | "second" | "idle" | "owner";

export interface TunnelResult {
  readonly endedBy: TunnelEndedBy;
  readonly failure: Failure | null;
}

export interface Tunnel {
  readonly bytesFromFirst: number;
  readonly bytesFromSecond: number;
  /** Breaks both connections off. */
  close(reset: boolean): void;
}

/** Takes both streams over. `onEnd` is called once, when both are gone. */
export function joinStreams(
  streams: { readonly first: ByteStream; readonly second: ByteStream },
  options: TunnelOptions,
  runtime: WireRuntime,
  onEnd: (tunnel: Tunnel, result: TunnelResult) => void,
): Tunnel {
  const tunnel = new JoinedStreams(streams.first, streams.second, runtime, options);
  tunnel.begin(onEnd);
  return tunnel;
}

class JoinedStreams implements Tunnel, TimerOwner {
  readonly #first: TunnelEnd;
  readonly #second: TunnelEnd;
  readonly #runtime: WireRuntime;
  readonly #options: TunnelOptions;
  readonly #timer: CoarseTimer;
  #onEnd: (tunnel: Tunnel, result: TunnelResult) => void = () => {};
  #endedBy: TunnelEndedBy = "";
  #failure: Failure | null = null;
  #openEnds = 2;

  constructor(first: ByteStream, second: ByteStream, runtime: WireRuntime, options: TunnelOptions) {
    this.#runtime = runtime;
    this.#options = options;
    this.#timer = new CoarseTimer(this);
    this.#first = new TunnelEnd(this, first, second);
    this.#second = new TunnelEnd(this, second, first);
  }

  get bytesFromFirst(): number {
    return this.#first.byteCount;
  }

  get bytesFromSecond(): number {
    return this.#second.byteCount;
  }

  begin(onEnd: (tunnel: Tunnel, result: TunnelResult) => void): void {
    this.#onEnd = onEnd;
    this.active();
    this.#first.stream.attach(this.#first);
    this.#second.stream.attach(this.#second);
  }

  close(reset: boolean): void {
    this.#break("owner", null, reset);
  }

  onTimer(): void {
    const { idleTimeoutMs, resetsWhenIdle } = this.#options;
    const reason = failure("client-idle-timeout", `Both ends were silent for ${idleTimeoutMs} ms`);
    this.#break("idle", reason, resetsWhenIdle);
  }

  active(): void {
    if (this.#openEnds > 0) this.#runtime.timers.arm(this.#timer, this.#options.idleTimeoutMs);
  }

  drained(end: TunnelEnd): void {
    (end === this.#first ? this.#second : this.#first).goOn();
  }

  gone(end: TunnelEnd, reason: Failure | null): void {
    this.#openEnds--;
    const other = end === this.#first ? this.#second : this.#first;
    if (reason !== null) this.#break(end === this.#first ? "first" : "second", reason, true);
    else if (this.#openEnds > 0 && this.#endedBy === "") other.stream.end();
    if (this.#openEnds > 0) return;
    this.#runtime.timers.remove(this.#timer);
    this.#onEnd(this, { endedBy: this.#endedBy, failure: this.#failure });
  }

  #break(endedBy: TunnelEndedBy, reason: Failure | null, reset: boolean): void {
    if (this.#endedBy !== "") return;
    this.#endedBy = endedBy;
    this.#failure = reason;
    this.#first.stream.destroy(reset);
    this.#second.stream.destroy(reset);
  }
}

/** One direction: what arrives on `stream` is written to `other`. */
class TunnelEnd implements ByteStreamHandler {
  readonly stream: ByteStream;
  byteCount: number;
  readonly #tunnel: JoinedStreams;
  readonly #other: ByteStream;
  #isHeldUp: boolean;

  constructor(tunnel: JoinedStreams, stream: ByteStream, other: ByteStream) {
    this.stream = stream;
    this.byteCount = 0;
    this.#tunnel = tunnel;
    this.#other = other;
    this.#isHeldUp = false;
  }

  onData(bytes: Buffer, start: number, end: number): void {
    this.byteCount += end - start;
    this.#tunnel.active();
    const isWhole = start === 0 && end === bytes.length;
    if (this.#other.write(isWhole ? bytes : bytes.subarray(start, end))) return;
    this.#isHeldUp = true;
    this.stream.pause();
  }

  onEnd(): void {
    this.#other.end();
  }

  onDrain(): void {
    this.#tunnel.active();
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
