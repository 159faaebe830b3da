// Logs, metrics and journeys, kept: one store with a file of its own, written by a thread of its own, so that no disk
// write ever waits on the traffic.
import type { LogStore } from "../../store/log-store.ts";
import type { MetricStore } from "../../store/metric-store.ts";
import type { Journey } from "../journeys/journey.ts";
import type { LogSink } from "../log-sink.ts";

/** Journeys outlive the process; only the newest are kept. */
export interface JourneyArchive {
  /** Never waits and never throws. */
  append(journey: Journey): void;
  find(id: string): Promise<Journey | undefined>;
  findByRequestId(requestId: string): Promise<Journey | undefined>;
  /** Newest first. */
  list(query: JourneySearch): Promise<readonly Journey[]>;
}

export interface JourneySearch {
  /** API id, load balancer ARN or listener ARN; null: any. */
  readonly resource: string | null;
  /** "4xx", "503"; null: any. */
  readonly status: string | null;
  /** Only those that failed. */
  readonly failed: boolean;
  readonly limit: number;
  /** Wall time; only journeys that began before it. */
  readonly beforeMs: number | null;
}

export interface TelemetryStatus {
  /** False while nothing can be written (a full disk); data is then dropped and counted. */
  readonly writable: boolean;
  /** "" or what the last write failed with. */
  readonly lastError: string;
  readonly droppedLogEvents: number;
  readonly droppedMetricData: number;
  readonly sizeBytes: number;
}

export interface TelemetryStore {
  readonly metrics: MetricStore;
  readonly logs: LogStore;
  readonly sink: LogSink;
  readonly journeys: JourneyArchive;
  status(): Promise<TelemetryStatus>;
  /** Fulfils when everything taken until now can be read and survives the process. */
  flush(): Promise<void>;
  /** Forgets everything. */
  reset(): Promise<void>;
  close(): Promise<void>;
}
