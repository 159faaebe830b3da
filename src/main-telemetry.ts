// Joins the parts that observe: what the data plane tells goes to metrics, load balancer logs, journeys and the list
// of recent requests; what is asked of them comes back through the control plane and /_postern/….
import type { Clock } from "./base/clock.ts";
import type { Logger } from "./base/logger.ts";
import type { TelemetryActions } from "./edge/postern-routes.ts";
import { AlarmEvaluator } from "./services/cloudwatch/alarm-evaluator.ts";
import type { HealthBoard } from "./store/health-board.ts";
import type { MetricStore } from "./store/metric-store.ts";
import type { Snapshots } from "./store/snapshots.ts";
import type { Store } from "./store/store.ts";
import { openTelemetryStore } from "./telemetry/database/open-telemetry-store.ts";
import type { TelemetryStore } from "./telemetry/database/telemetry-store.ts";
import { fanOut } from "./telemetry/fan-out-observer.ts";
import type { HopObserver } from "./telemetry/hop-observer.ts";
import { isLoopback, JOURNEY_LIMITS, JourneyBook } from "./telemetry/journeys/journey-book.ts";
import { LoadBalancerLogs } from "./telemetry/load-balancer-logs/load-balancer-logs.ts";
import { MetricRecorder } from "./telemetry/metrics/metric-recorder.ts";
import type { PrometheusPage } from "./telemetry/metrics/prometheus-page.ts";
import { RecentRequests } from "./telemetry/recent-requests.ts";

export type TraceClients = "loopback" | "any" | "none";

export interface TelemetryParts {
  /** Null keeps everything in memory. */
  readonly dataDirectory: string | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly health: HealthBoard;
  readonly store: Store;
  readonly version: string;
  readonly traceClients: TraceClients;
  readonly traceSampling: number;
  /** Of an OpenTelemetry collector; null for none. */
  readonly otlpEndpoint: string | null;
  readonly region: string;
  readonly account: string;
}

const MAY_ASK: Readonly<Record<TraceClients, (clientAddress: string) => boolean>> = {
  loopback: isLoopback,
  any: () => true,
  none: () => false,
};

export class Telemetry {
  readonly kept: TelemetryStore;
  /** Kept metrics with the running second's counts in them. */
  readonly metrics: MetricStore;
  readonly observer: HopObserver;
  readonly journeys: JourneyBook;
  /** What /_postern/… shows. */
  readonly actions: TelemetryActions;
  readonly #recorder: MetricRecorder;
  readonly #balancerLogs: LoadBalancerLogs;
  readonly #recent: RecentRequests;
  readonly #alarms: AlarmEvaluator;
  #page: Promise<PrometheusPage> | null = null;
  readonly #parts: TelemetryParts;
  #otlpExport: { close(): Promise<void> } | null = null;

  constructor(parts: TelemetryParts) {
    const { dataDirectory, clock, logger, health, store } = parts;
    this.#parts = parts;
    this.kept = openTelemetryStore({ directory: dataDirectory, clock, logger });
    this.#recorder = new MetricRecorder({ metrics: this.kept.metrics, clock, logger, health });
    this.metrics = freshMetrics(this.kept.metrics, this.#recorder);
    this.#balancerLogs = new LoadBalancerLogs({ directory: dataDirectory, clock, logger });
    this.journeys = new JourneyBook({
      clock,
      logger,
      archive: this.kept.journeys,
      samplingRate: parts.traceSampling,
      allows: MAY_ASK[parts.traceClients],
      limits: JOURNEY_LIMITS,
      random: Math.random,
    });
    this.#recent = new RecentRequests(clock);
    this.observer = fanOut([this.#recorder, this.#balancerLogs, this.journeys, this.#recent]);
    this.#alarms = new AlarmEvaluator({ store, metrics: this.metrics, clock, logger });
    this.actions = this.#createActions();
  }

  /** Follows what there is to count. To be called before there is traffic. */
  async start(snapshots: Snapshots): Promise<void> {
    // Its thread begins beside the rest of the start instead of holding up the first who asks.
    void this.kept.status();
    const recorder = this.#recorder;
    snapshots.subscribe("listener", (arn, snapshot) =>
      recorder.updateListener(arn, snapshot ?? undefined),
    );
    snapshots.subscribe("target-group", (arn, snapshot) =>
      recorder.updateTargetGroup(arn, snapshot ?? undefined),
    );
    snapshots.subscribe("http-api-stage", (key, snapshot) =>
      recorder.updateHttpApiStage(key, snapshot ?? undefined),
    );
    snapshots.subscribe("rest-api-stage", (key, snapshot) =>
      recorder.updateRestApiStage(key, snapshot ?? undefined),
    );
    await this.#balancerLogs.start();
    await this.#alarms.start();
    await this.#startExport();
  }

  async reset(): Promise<void> {
    this.journeys.reset();
    this.#recent.reset();
    await this.#recorder.flush();
    await this.kept.reset();
  }

  /** After the last request; everything taken until then is kept. */
  async close(): Promise<void> {
    await this.#alarms.close();
    await this.#otlpExport?.close();
    this.journeys.close();
    (await this.#page)?.close();
    await this.#recorder.close();
    await this.#balancerLogs.close();
    await this.kept.close();
  }

  /** Made when first asked for: a start does not pay for its library. What it shows is counted from the start. */
  #prometheus(): Promise<PrometheusPage> {
    this.#page ??= import("./telemetry/metrics/prometheus-page.ts").then((module) =>
      module.createPrometheusPage({
        recorder: this.#recorder,
        store: this.kept,
        version: this.#parts.version,
      }),
    );
    return this.#page;
  }

  /** OpenTelemetry's SDK is loaded only for those who want it. */
  async #startExport(): Promise<void> {
    const { otlpEndpoint: url, clock, logger, version, region, account } = this.#parts;
    if (url === null) return;
    const { startOtlpExport } = await import("./telemetry/opentelemetry/otlp-export.ts");
    this.#otlpExport = await startOtlpExport({
      url,
      journeys: this.journeys,
      prometheus: await this.#prometheus(),
      clock,
      logger,
      version,
      region,
      account,
    });
  }

  #createActions(): TelemetryActions {
    return {
      journeys: this.journeys,
      requests: this.#recent,
      prometheus: { page: () => this.#prometheus() },
      health: async () => {
        const status = await this.kept.status();
        const { droppedLines, lastError } = this.#balancerLogs.state;
        return {
          ...status,
          writable: status.writable && lastError === "",
          lastError: status.lastError === "" ? lastError : status.lastError,
          droppedLoadBalancerLogLines: droppedLines,
          journeysNotKept: this.journeys.notKept + this.journeys.notArchived,
        };
      },
    };
  }
}

function freshMetrics(kept: MetricStore, recorder: MetricRecorder): MetricStore {
  return {
    put: (scope, data) => kept.put(scope, data),
    read: async (scope, query) => {
      await recorder.flush();
      return kept.read(scope, query);
    },
    search: async (scope, query) => {
      await recorder.flush();
      return kept.search(scope, query);
    },
    answer: async (scope, question) => {
      await recorder.flush();
      return kept.answer(scope, question);
    },
  };
}
