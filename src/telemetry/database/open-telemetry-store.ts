// Puts the telemetry store together: what waits on the traffic's thread, the way to the store's own thread, and what
// everybody else sees of both. Nothing is opened before it is used, so a start does not pay for it.
import type { Clock, Timer } from "../../base/clock.ts";
import type { Logger } from "../../base/logger.ts";
import type { LogStore } from "../../store/log-store.ts";
import type { MetricDatum, MetricStore } from "../../store/metric-store.ts";
import type { Scope } from "../../store/records.ts";
import type { Journey } from "../journeys/journey.ts";
import { DirectPort } from "./direct-port.ts";
import { journeyRowOf } from "./journey-row.ts";
import { StorageHealth } from "./storage-health.ts";
import type { CallInput, CallName, CallResult, TelemetryPort } from "./telemetry-calls.ts";
import { TelemetryStorageError } from "./telemetry-errors.ts";
import {
  SWEEP_INTERVAL_MS,
  SWEEP_PAUSE_MS,
  TELEMETRY_LIMITS,
  type TelemetryLimits,
} from "./telemetry-limits.ts";
import type { JourneyArchive, TelemetryStatus, TelemetryStore } from "./telemetry-store.ts";
import { WaitingTelemetry } from "./waiting-telemetry.ts";
import { WorkerPort } from "./worker-port.ts";

export interface TelemetryStoreOptions {
  /** The data directory; null keeps everything in memory. */
  readonly directory: string | null;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Without a thread of its own, for tests. */
  readonly runsInProcess?: boolean;
  readonly limits?: Partial<TelemetryLimits>;
}

/** Never throws: what cannot be opened is said in the log and in the status, and tried again. */
export function openTelemetryStore(options: TelemetryStoreOptions): TelemetryStore {
  const { directory, clock, logger, runsInProcess = false } = options;
  const limits = { ...TELEMETRY_LIMITS, ...options.limits };
  const port: TelemetryPort = runsInProcess
    ? new DirectPort({
        directory,
        limits,
        monotonicMs: () => clock.monotonicMs(),
        report: (message) => logger.error(message),
      })
    : new WorkerPort({
        threadData: { directory, limits },
        callsMax: limits.pendingCallsMax,
        clock,
        logger,
      });
  return new PortTelemetryStore(port, { clock, logger, limits });
}

interface StoreParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: TelemetryLimits;
}

class PortTelemetryStore implements TelemetryStore {
  readonly #port: TelemetryPort;
  readonly #clock: Clock;
  readonly #limits: TelemetryLimits;
  readonly #health: StorageHealth;
  readonly #waiting: WaitingTelemetry;
  readonly metrics: MetricStore;
  readonly logs: LogStore;
  readonly journeys: JourneyArchive;
  readonly sink: TelemetryStore["sink"];
  #sweepTimer: Timer | null = null;
  #pendingMetricData = 0;
  #closed = false;

  constructor(port: TelemetryPort, { clock, logger, limits }: StoreParts) {
    this.#port = port;
    this.#clock = clock;
    this.#limits = limits;
    this.#health = new StorageHealth({ clock, logger, probe: () => this.#call("probe", null) });
    this.#waiting = new WaitingTelemetry({
      clock,
      limits,
      handLines: (batch) =>
        this.#kept("appendLines", batch, () => this.#health.dropLogEvents(batch.lengths.length)),
      handJourneys: (rows) => this.#kept("appendJourneys", rows, () => {}),
      dropped: (lines) => this.#health.dropLogEvents(lines),
    });
    this.metrics = this.#metricStore();
    this.logs = this.#logStore();
    this.journeys = this.#journeyArchive();
    this.sink = {
      append: (scope, place, atMs, message) => {
        if (this.#closed) this.#health.dropLogEvents(1);
        else this.#waiting.addLine(scope, place, atMs, message);
      },
    };
  }

  async status(): Promise<TelemetryStatus> {
    const sizeBytes = await this.#call("sizeBytes", null).catch((cause: unknown) => {
      this.#health.failed(cause);
      return 0;
    });
    const { writable, lastError, droppedLogEvents, droppedMetricData } = this.#health;
    return { writable, lastError, droppedLogEvents, droppedMetricData, sizeBytes };
  }

  async flush(): Promise<void> {
    this.#waiting.handOver();
    await this.#waiting.arrival();
    // Calls are served in their order, and each is durable when it is answered: so are metrics put before.
    await this.#call("sizeBytes", null).catch((cause: unknown) => this.#health.failed(cause));
  }

  async reset(): Promise<void> {
    this.#waiting.clear();
    await this.#call("reset", null);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#waiting.handOver();
    this.#closed = true;
    this.#sweepTimer?.cancel();
    this.#sweepTimer = null;
    await this.#port.close();
    this.#health.close();
  }

  #call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallResult<Name>> {
    if (this.#closed) {
      const reason = "Cannot ask the telemetry store: it is closed";
      return Promise.reject(new TelemetryStorageError(reason));
    }
    this.#sweepLater(SWEEP_INTERVAL_MS);
    return this.#port.call(name, this.#clock.nowMs(), withPlainScope(input));
  }

  /** For writes: their outcome tells whether anything can be kept. */
  async #write<Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
  ): Promise<CallResult<Name>> {
    try {
      const result = await this.#call(name, input);
      this.#health.succeeded();
      return result;
    } catch (cause) {
      if (cause instanceof TelemetryStorageError) this.#health.failed(cause);
      throw cause;
    }
  }

  /** For writes of which nobody waits for the outcome. */
  async #kept<Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
    lost: () => void,
  ): Promise<void> {
    try {
      await this.#call(name, input);
      this.#health.succeeded();
    } catch (cause) {
      this.#health.failed(cause);
      lost();
    }
  }

  /** Lines that wait are seen by what is asked after them. */
  #ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallResult<Name>> {
    this.#waiting.handOver();
    return this.#call(name, input);
  }

  #sweepLater(delayMs: number): void {
    this.#sweepTimer ??= this.#clock.after(delayMs, () => {
      this.#port.call("sweep", this.#clock.nowMs(), null).then(
        (more) => this.#sweepAgain(more ? SWEEP_PAUSE_MS : SWEEP_INTERVAL_MS),
        (cause: unknown) => {
          this.#health.failed(cause);
          this.#sweepAgain(SWEEP_INTERVAL_MS);
        },
      );
    });
  }

  #sweepAgain(delayMs: number): void {
    this.#sweepTimer = null;
    if (!this.#closed) this.#sweepLater(delayMs);
  }

  #metricStore(): MetricStore {
    return {
      put: (scope, data) => this.#putMetrics(scope, data),
      read: (scope, query) => this.#call("readMetrics", { scope, query }),
      search: (scope, query) => this.#call("searchMetrics", { scope, query }),
      answer: (scope, query) => this.#call("answerMetrics", { scope, query }),
    };
  }

  async #putMetrics(scope: Scope, data: readonly MetricDatum[]): Promise<void> {
    if (data.length === 0) return;
    if (this.#pendingMetricData + data.length > this.#limits.pendingMetricDataMax) {
      this.#health.dropMetricData(data.length);
      throw new TelemetryStorageError("Cannot keep metrics: they come faster than they are kept");
    }
    this.#pendingMetricData += data.length;
    try {
      const dropped = await this.#write("putMetrics", { scope, data });
      if (dropped > 0) this.#health.dropMetricData(dropped);
    } catch (cause) {
      this.#health.dropMetricData(data.length);
      throw cause;
    } finally {
      this.#pendingMetricData -= data.length;
    }
  }

  #logStore(): LogStore {
    return {
      createGroup: (scope, group) => this.#write("createGroup", { scope, group }),
      changeGroup: (scope, name, change) => this.#write("changeGroup", { scope, name, change }),
      deleteGroup: (scope, name) => {
        this.#waiting.handOver();
        return this.#write("deleteGroup", { scope, name });
      },
      findGroup: (scope, name) => this.#ask("findGroup", { scope, name }),
      listGroups: (scope, query) => this.#ask("listGroups", { scope, query }),
      createStream: (scope, groupName, streamName) =>
        this.#write("createStream", { scope, groupName, streamName }),
      deleteStream: (scope, groupName, streamName) => {
        this.#waiting.handOver();
        return this.#write("deleteStream", { scope, groupName, streamName });
      },
      listStreams: (scope, query) => this.#ask("listStreams", { scope, query }),
      putEvents: (scope, { groupName, streamName }, events) =>
        this.#write("putEvents", { scope, groupName, streamName, events }),
      readEvents: (scope, query) => this.#ask("readEvents", { scope, query }),
      filterEvents: (scope, query) => this.#ask("filterEvents", { scope, query }),
      tailEvents: (scope, query) => this.#ask("tailEvents", { scope, query }),
      // What came before a filter is none of its business.
      putMetricFilter: (scope, filter) => {
        this.#waiting.handOver();
        return this.#write("putMetricFilter", { scope, filter });
      },
      deleteMetricFilter: (scope, groupName, name) => {
        this.#waiting.handOver();
        return this.#write("deleteMetricFilter", { scope, groupName, name });
      },
      listMetricFilters: (scope, query) => this.#call("listMetricFilters", { scope, query }),
      findEvent: (scope, eventId) => this.#ask("findEvent", { scope, eventId }),
      runInsights: (scope, query) => this.#ask("runInsights", { scope, query }),
      checkInsights: (queryText) => this.#call("checkInsights", { queryText }),
      testPattern: (pattern, messages) => this.#call("testPattern", { pattern, messages }),
    };
  }

  #journeyArchive(): JourneyArchive {
    return {
      append: (journey) => this.#appendJourney(journey),
      find: (id) => this.#ask("findJourney", { id }),
      findByRequestId: (requestId) => this.#ask("findJourneyByRequest", { requestId }),
      list: (query) => this.#ask("listJourneys", query),
    };
  }

  #appendJourney(journey: Journey): void {
    if (this.#closed) return;
    try {
      this.#waiting.addJourney(journeyRowOf(journey));
    } catch (cause) {
      this.#health.failed(cause);
    }
  }
}

/** Whoever has an account and a region may be given as scope; only those two cross to the thread. */
function withPlainScope<Input>(input: Input): Input {
  if (typeof input !== "object" || input === null || !("scope" in input)) return input;
  const { account, region } = input.scope as Scope;
  return { ...input, scope: { account, region } };
}
