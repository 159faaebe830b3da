// The page for Prometheus: what CloudWatch has of the data plane as totals since the start, the state of the telemetry
// store, the process and the build. Labels are load balancers, target groups, APIs, stages, routes and methods with
// detailed metrics, and no more than the recorder has cells for. Which path it is served at is the edge's business.
import { Counter, Gauge, Registry } from "prom-client";
import type { Metric } from "prom-client";
import type { TelemetryStatus } from "../database/telemetry-store.ts";
import type { CellSet } from "./cell-set.ts";
import { METRIC_CATALOGUE } from "./metric-catalogue.ts";
import { addProcessFigures } from "./process-figures.ts";
import { PrometheusFamily } from "./prometheus-family.ts";

export interface PrometheusPageParts {
  /** The recorder. */
  readonly recorder: {
    readonly cellSets: ReadonlySet<CellSet>;
    flush(): Promise<void>;
  };
  /** The telemetry store. */
  readonly store: { status(): Promise<TelemetryStatus> };
  /** Postern's. */
  readonly version: string;
}

/** One name with all its samples, as plain data. */
export interface PrometheusFigures {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly values: readonly {
    readonly labels: Readonly<Partial<Record<string, string | number>>>;
    readonly value: number;
    /** The name with "_bucket", "_sum" or "_count" where it has one. */
    readonly metricName?: string;
  }[];
}

export interface PrometheusPage {
  readonly contentType: string;
  render(): Promise<string>;
  /** What the page shows, as data. */
  figures(): Promise<readonly PrometheusFigures[]>;
  /** Stops observing the process. */
  close(): void;
}

export function createPrometheusPage({
  recorder,
  store,
  version,
}: PrometheusPageParts): PrometheusPage {
  const registry = new Registry();
  const families = new Set<string>();
  for (const { prometheus } of METRIC_CATALOGUE) {
    if (prometheus === null || families.has(prometheus.name)) continue;
    families.add(prometheus.name);
    const family = new PrometheusFamily(prometheus, () => recorder.cellSets);
    // The registry calls nothing but `name`, `get` and `reset`.
    registry.registerMetric(family as unknown as Metric);
  }
  const showStatus = addStoreStatus(registry);
  const build = { name: "postern_build_info", help: "Version of Postern" };
  new Gauge({ ...build, labelNames: ["version"], registers: [registry] }).set({ version }, 1);
  const stop = addProcessFigures(registry);
  const refresh = async () => {
    // Counted, but not stored: what matters is in the cells' totals then.
    void recorder.flush();
    showStatus(await statusOf(store));
  };
  return {
    contentType: registry.contentType,
    async render() {
      await refresh();
      return registry.metrics();
    },
    async figures() {
      await refresh();
      // The registry's own type names types by an enum that does not erase, and leaves `metricName` out.
      return (await registry.getMetricsAsJSON()) as unknown as PrometheusFigures[];
    },
    close() {
      stop();
      registry.clear();
    },
  };
}

/** A store that cannot say how it is does not keep the page from being shown. */
async function statusOf(store: PrometheusPageParts["store"]): Promise<TelemetryStatus | null> {
  try {
    return await store.status();
  } catch {
    return null;
  }
}

function addStoreStatus(registry: Registry): (status: TelemetryStatus | null) => void {
  const registers = [registry];
  const writable = new Gauge({
    name: "postern_telemetry_writable",
    help: "Whether logs and metrics can be written",
    registers,
  });
  const size = new Gauge({
    name: "postern_telemetry_size_bytes",
    help: "Size of the telemetry store",
    registers,
  });
  const dropped = new Counter({
    name: "postern_telemetry_dropped_total",
    help: "Log events and metric data that could not be kept",
    labelNames: ["kind"],
    registers,
  });
  return (status) => {
    writable.set(status?.writable === true ? 1 : 0);
    if (status === null) return;
    size.set(status.sizeBytes);
    dropped.reset();
    dropped.inc({ kind: "log-event" }, status.droppedLogEvents);
    dropped.inc({ kind: "metric-datum" }, status.droppedMetricData);
  };
}
