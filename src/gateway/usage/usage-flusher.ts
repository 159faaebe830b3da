// Carries what usage plans have counted to the store, from time to time and once more at the end. A write that fails
// is tried again with the next; requests never wait for any of it.
import type { Clock, Timer } from "../../base/clock.ts";
import type { Logger } from "../../base/logger.ts";
import type { UsageIncrement } from "../../store/record-api-key-usage.ts";

/** How much of the counting a crash can lose. AWS's own figures are minutes late. */
export const USAGE_FLUSH_INTERVAL_MS = 5000;

/** What is flushed: UsagePlans. */
export interface CountedUsage {
  takeIncrements(): readonly UsageIncrement[];
  incrementsWritten(isWritten: boolean): void;
}

export interface UsageFlusherOptions {
  readonly usage: CountedUsage;
  readonly clock: Clock;
  readonly logger: Logger;
  /** recordApiKeyUsage with the store. */
  readonly write: (increments: readonly UsageIncrement[]) => Promise<void>;
}

export class UsageFlusher {
  readonly #options: UsageFlusherOptions;
  #timer: Timer | null = null;
  #lastFlush: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(options: UsageFlusherOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = this.#options.clock.after(USAGE_FLUSH_INTERVAL_MS, () => {
      void this.flush().then(() => {
        if (!this.#isStopped) this.start();
      });
    });
  }

  /** Fulfils when all that was counted before the call is written down, or could not be. */
  flush(): Promise<void> {
    this.#lastFlush = this.#lastFlush.then(() => this.#flushOnce());
    return this.#lastFlush;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#timer?.cancel();
    await this.flush();
  }

  async #flushOnce(): Promise<void> {
    const { usage, write, logger } = this.#options;
    const increments = usage.takeIncrements();
    if (increments.length === 0) return;
    let isWritten = true;
    try {
      await write(increments);
    } catch (cause) {
      isWritten = false;
      logger.error("Cannot write down the usage of API keys", { cause });
    }
    usage.incrementsWritten(isWritten);
  }
}
