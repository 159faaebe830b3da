// A destination that swallows every packet: a security group drops them, or there is no route. A request to it
// waits as long as connecting may take and then fails, as it does on AWS, without a socket.
import type { Failure } from "../../base/failure.ts";
import type {
  ResponseReader,
  Upstream,
  UpstreamMessage,
  UpstreamRequest,
} from "../../wire/http1/exchange.ts";
import { CoarseTimer, type TimerOwner } from "../../wire/coarse-timers.ts";
import type { WireRuntime } from "../../wire/runtime.ts";

export class BlockedUpstream implements Upstream {
  readonly openConnections = 0;
  readonly idleConnections = 0;
  readonly #failure: Failure;
  readonly #connectTimeoutMs: number;
  readonly #runtime: WireRuntime;

  constructor(blockedBy: Failure, connectTimeoutMs: number, runtime: WireRuntime) {
    this.#failure = blockedBy;
    this.#connectTimeoutMs = connectTimeoutMs;
    this.#runtime = runtime;
  }

  request(message: UpstreamMessage, reader: ResponseReader): UpstreamRequest {
    const timeoutMs = Math.min(this.#connectTimeoutMs, message.responseTimeoutMs);
    const attempt = new BlockedAttempt(this.#failure, reader, this.#runtime);
    attempt.wait(timeoutMs);
    return attempt;
  }

  close(): void {}
}

class BlockedAttempt implements UpstreamRequest, TimerOwner {
  readonly #failure: Failure;
  readonly #reader: ResponseReader;
  readonly #runtime: WireRuntime;
  readonly #timer: CoarseTimer;

  constructor(blockedBy: Failure, reader: ResponseReader, runtime: WireRuntime) {
    this.#failure = blockedBy;
    this.#reader = reader;
    this.#runtime = runtime;
    this.#timer = new CoarseTimer(this);
  }

  wait(timeoutMs: number): void {
    this.#runtime.timers.arm(this.#timer, timeoutMs);
  }

  onTimer(): void {
    this.#runtime.timers.remove(this.#timer);
    this.#reader.onUpstreamFailed(this.#failure);
  }

  /** Nothing takes the body, so the client is asked to wait with it. */
  writeBody(): boolean {
    return false;
  }

  endBody(): void {}

  pauseResponse(): void {}

  resumeResponse(): void {}

  abort(): void {
    this.#runtime.timers.remove(this.#timer);
  }
}
