// Whether telemetry can be kept, as the writes find: counts what was lost, says so once a minute at most, and tries
// again by itself until it can be kept again.
import type { Clock, Timer } from "../../base/clock.ts";
import type { Logger } from "../../base/logger.ts";
import { TelemetryStorageError } from "./telemetry-errors.ts";
import { COMPLAINT_INTERVAL_MS, PROBE_INTERVAL_MS } from "./telemetry-limits.ts";

export interface StorageHealthOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Writes something; rejects when it cannot. */
  readonly probe: () => Promise<void>;
}

export class StorageHealth {
  readonly #options: StorageHealthOptions;
  readonly #complainedAtMs = new Map<string, number>();
  #probeTimer: Timer | null = null;
  #closed = false;
  writable = true;
  lastError = "";
  droppedLogEvents = 0;
  droppedMetricData = 0;
  #reportedLogEvents = 0;
  #reportedMetricData = 0;

  constructor(options: StorageHealthOptions) {
    this.#options = options;
  }

  dropLogEvents(count: number): void {
    this.droppedLogEvents += count;
    this.#reportDrops();
  }

  dropMetricData(count: number): void {
    this.droppedMetricData += count;
    this.#reportDrops();
  }

  succeeded(): void {
    if (this.writable) return;
    this.writable = true;
    this.lastError = "";
    this.#probeTimer?.cancel();
    this.#probeTimer = null;
    this.#complainedAtMs.delete("storage");
    this.#options.logger.info("Telemetry can be kept again");
  }

  failed(cause: unknown): void {
    const message = cause instanceof Error ? cause.message : String(cause);
    if (cause instanceof TelemetryStorageError) {
      this.writable = false;
      this.lastError = message;
      this.#probeLater();
    }
    if (!this.#closed && this.#mayComplain("storage")) {
      this.#options.logger.error(message);
    }
  }

  close(): void {
    this.#closed = true;
    this.#probeTimer?.cancel();
    this.#probeTimer = null;
  }

  #reportDrops(): void {
    if (this.#closed || !this.#mayComplain("drops")) return;
    this.#options.logger.warn(
      "Telemetry is lost: it comes faster than it is kept, or cannot be kept",
      {
        logEvents: this.droppedLogEvents - this.#reportedLogEvents,
        metricData: this.droppedMetricData - this.#reportedMetricData,
      },
    );
    this.#reportedLogEvents = this.droppedLogEvents;
    this.#reportedMetricData = this.droppedMetricData;
  }

  #mayComplain(subject: string): boolean {
    const nowMs = this.#options.clock.monotonicMs();
    const lastMs = this.#complainedAtMs.get(subject);
    if (lastMs !== undefined && nowMs - lastMs < COMPLAINT_INTERVAL_MS) return false;
    this.#complainedAtMs.set(subject, nowMs);
    return true;
  }

  #probeLater(): void {
    if (this.#closed || this.#probeTimer !== null) return;
    this.#probeTimer = this.#options.clock.after(PROBE_INTERVAL_MS, () => {
      this.#probeTimer = null;
      this.#options.probe().then(
        () => this.succeeded(),
        (cause: unknown) => this.failed(cause),
      );
    });
  }
}
