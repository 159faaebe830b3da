// Figures of the process and its event loop under the names that Prometheus's clients for Node use. prom-client's own
// collector is not taken, because what it starts to observe garbage collection and delays cannot be stopped.
import { readdir } from "node:fs/promises";
import {
  PerformanceObserver,
  constants,
  monitorEventLoopDelay,
  performance,
} from "node:perf_hooks";
import { Counter, Gauge, Histogram } from "prom-client";
import type { Registry } from "prom-client";

const MICROSECONDS_PER_SECOND = 1e6;
const NANOSECONDS_PER_SECOND = 1e9;
const MS_PER_SECOND = 1000;
const DELAY_RESOLUTION_MS = 10;
const GC_BUCKETS_SECONDS = [0.001, 0.01, 0.1, 1, 2, 5];

const GC_KINDS = new Map<number, string>([
  [constants.NODE_PERFORMANCE_GC_MAJOR, "major"],
  [constants.NODE_PERFORMANCE_GC_MINOR, "minor"],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, "incremental"],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, "weakcb"],
]);

/** Node's entries for garbage collections. */
type CollectionEntry = PerformanceEntry & { readonly detail?: { readonly kind?: number } };

type Read = () => number;

function addGauge(registry: Registry, [name, help]: readonly [string, string], read: Read): void {
  const gauge: Gauge = new Gauge({
    name,
    help,
    registers: [registry],
    collect(): void {
      gauge.set(read());
    },
  });
}

function addCounter(registry: Registry, [name, help]: readonly [string, string], read: Read): void {
  const counter = new Counter({
    name,
    help,
    registers: [registry],
    collect() {
      counter.reset();
      counter.inc(read());
    },
  });
}

function addProcess(registry: Registry): void {
  const cpu = (kind: "user" | "system") => process.cpuUsage()[kind] / MICROSECONDS_PER_SECOND;
  addCounter(registry, ["process_cpu_user_seconds_total", "CPU time in user mode"], () =>
    cpu("user"),
  );
  addCounter(registry, ["process_cpu_system_seconds_total", "CPU time in the kernel"], () =>
    cpu("system"),
  );
  addCounter(
    registry,
    ["process_cpu_seconds_total", "CPU time"],
    () => cpu("user") + cpu("system"),
  );
  const startedAtSeconds = Math.round(Date.now() / MS_PER_SECOND - process.uptime());
  addGauge(
    registry,
    ["process_start_time_seconds", "When the process started, since 1970"],
    () => startedAtSeconds,
  );
  addGauge(registry, ["process_resident_memory_bytes", "Resident memory"], () =>
    process.memoryUsage.rss(),
  );
  const memory = ["heapTotal", "heapUsed", "external"] as const;
  const names = ["heap_size_total_bytes", "heap_size_used_bytes", "external_memory_bytes"];
  for (const [index, kind] of memory.entries()) {
    addGauge(
      registry,
      [`nodejs_${names[index] ?? kind}`, `Memory: ${kind}`],
      () => process.memoryUsage()[kind],
    );
  }
  const files = new Gauge({
    name: "process_open_fds",
    help: "Open file descriptors",
    registers: [registry],
    async collect() {
      try {
        files.set((await readdir("/proc/self/fd")).length);
      } catch {
        // Only Linux has them there.
        files.remove();
      }
    },
  });
  const version = { name: "nodejs_version_info", help: "Version of Node.js" };
  new Gauge({ ...version, labelNames: ["version"], registers: [registry] }).set(
    { version: process.version },
    1,
  );
}

/** Adds the figures to the registry; what is returned stops what observes them. */
export function addProcessFigures(registry: Registry): () => void {
  addProcess(registry);
  const delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
  delay.enable();
  const seconds = (nanoseconds: number) =>
    Number.isFinite(nanoseconds) ? nanoseconds / NANOSECONDS_PER_SECOND : 0;
  const readings: readonly (readonly [string, Read])[] = [
    ["mean", () => delay.mean],
    ["max", () => delay.max],
    ["p50", () => delay.percentile(50)],
    ["p90", () => delay.percentile(90)],
    ["p99", () => delay.percentile(99)],
  ];
  for (const [figure, read] of readings) {
    const help = `Delay of the event loop since the process started, ${figure}`;
    addGauge(registry, [`nodejs_eventloop_lag_${figure}_seconds`, help], () => seconds(read()));
  }
  let last = performance.eventLoopUtilization();
  addGauge(
    registry,
    ["nodejs_eventloop_utilization", "Share of time the event loop was busy since the last page"],
    () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, last);
      last = now;
      return Number.isFinite(utilization) ? utilization : 0;
    },
  );
  const collections = new Histogram({
    name: "nodejs_gc_duration_seconds",
    help: "Garbage collections, by kind",
    labelNames: ["kind"],
    buckets: GC_BUCKETS_SECONDS,
    registers: [registry],
  });
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as readonly CollectionEntry[]) {
      const { duration } = entry;
      const kind = GC_KINDS.get(entry.detail?.kind ?? 0);
      collections.observe({ kind: kind ?? "other" }, duration / MS_PER_SECOND);
    }
  });
  observer.observe({ entryTypes: ["gc"] });
  return () => {
    delay.disable();
    observer.disconnect();
  };
}
