// The way to the store's thread: begins it at the first call, numbers calls, begins it again when it has ended by
// itself. The thread keeps the process alive only while calls wait for their answer.
import { Worker } from "node:worker_threads";
import type { Clock } from "../../base/clock.ts";
import type { Logger } from "../../base/logger.ts";
import type {
  CallInput,
  CallMessage,
  CallName,
  CallResult,
  TelemetryPort,
  TelemetryThreadData,
} from "./telemetry-calls.ts";
import { fromCrossing, TelemetryStorageError, type CrossingError } from "./telemetry-errors.ts";
import { CLOSE_TIME_MS_MAX, RESTART_DELAY_MS, THREAD_HEAP_MB_MAX } from "./telemetry-limits.ts";

/** The thread's code stands beside this file, as source or emitted. */
const THREAD_URL = import.meta.url.endsWith(".ts")
  ? new URL("./telemetry-thread.ts", import.meta.url)
  : new URL("./telemetry-thread.js", import.meta.url);

interface WaitingCall {
  resolve(result: unknown): void;
  reject(cause: Error): void;
}

type Answer =
  | { readonly id: number; readonly result?: unknown; readonly error?: CrossingError }
  | { readonly report: string };

export interface WorkerPortOptions {
  readonly threadData: TelemetryThreadData;
  readonly callsMax: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class WorkerPort implements TelemetryPort {
  readonly #options: WorkerPortOptions;
  readonly #waiting = new Map<number, WaitingCall>();
  #worker: Worker | null = null;
  #nextId = 1;
  /** Monotonic; no thread is begun before it. */
  #restartAtMs = -Infinity;
  #closed = false;

  constructor(options: WorkerPortOptions) {
    this.#options = options;
  }

  call<Name extends CallName>(
    name: Name,
    nowMs: number,
    input: CallInput<Name>,
  ): Promise<CallResult<Name>> {
    const worker = this.#started();
    if (worker === null) return Promise.reject(new TelemetryStorageError(this.#absence()));
    if (this.#waiting.size >= this.#options.callsMax) {
      const reason = "Cannot ask the telemetry store: too many calls wait for it";
      return Promise.reject(new TelemetryStorageError(reason));
    }
    const message: CallMessage = { id: this.#nextId++, name, nowMs, input };
    return new Promise((resolve, reject) => {
      worker.postMessage(message);
      if (this.#waiting.size === 0) worker.ref();
      this.#waiting.set(message.id, {
        resolve: (result) => resolve(result as CallResult<Name>),
        reject,
      });
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    if (worker === null) return;
    worker.ref();
    const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    worker.postMessage("close");
    const timer = setTimeout(() => void worker.terminate(), CLOSE_TIME_MS_MAX);
    await ended;
    clearTimeout(timer);
  }

  /** Undone at once, as if it had failed: for tests. */
  async terminate(): Promise<void> {
    await this.#worker?.terminate();
  }

  #absence(): string {
    return this.#closed
      ? "Cannot ask the telemetry store: it is closed"
      : "Cannot ask the telemetry store: its thread has ended and is begun again in a moment";
  }

  #started(): Worker | null {
    if (this.#worker !== null || this.#closed) return this.#closed ? null : this.#worker;
    const { clock, threadData } = this.#options;
    if (clock.monotonicMs() < this.#restartAtMs) return null;
    const worker = new Worker(THREAD_URL, {
      workerData: threadData,
      execArgv: [],
      name: "telemetry",
      resourceLimits: { maxOldGenerationSizeMb: THREAD_HEAP_MB_MAX },
    });
    worker.unref();
    worker.on("message", (answer: Answer) => this.#take(worker, answer));
    worker.on("error", (cause) =>
      this.#options.logger.error("The telemetry thread failed", { cause }),
    );
    worker.on("exit", () => this.#ended(worker));
    this.#worker = worker;
    return worker;
  }

  #take(worker: Worker, answer: Answer): void {
    if ("report" in answer) {
      this.#options.logger.error(answer.report);
      return;
    }
    const call = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0 && !this.#closed) worker.unref();
    if (answer.error === undefined) call?.resolve(answer.result);
    else call?.reject(fromCrossing(answer.error));
  }

  #ended(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    const { clock, logger } = this.#options;
    this.#restartAtMs = clock.monotonicMs() + RESTART_DELAY_MS;
    if (!this.#closed) logger.error("The telemetry thread has ended; it is begun again");
    const calls = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const call of calls) call.reject(new TelemetryStorageError(this.#absence()));
  }
}
