// What tests of the telemetry store are made of: a store in this thread under a clock that they move, data points,
// and log lines.
import { FakeClock } from "../../base/fake-clock.ts";
import { silentLogger, type Logger } from "../../base/logger.ts";
import type { EventFilter, EventRead, LogStore } from "../../store/log-store.ts";
import type {
  MetricDatum,
  MetricPoint,
  MetricRead,
  MetricStore,
} from "../../store/metric-store.ts";
import { openTelemetryStore } from "./open-telemetry-store.ts";
import { SWEEP_INTERVAL_MS, SWEEP_PAUSE_MS, type TelemetryLimits } from "./telemetry-limits.ts";
import type { TelemetryStore } from "./telemetry-store.ts";

export const TEST_SCOPE = { account: "123456789012", region: "eu-central-1" };
export const TEST_PLACE = { groupName: "group", streamName: "stream" };
export const TEST_IDENTITY = {
  namespace: "Shop",
  metricName: "Latency",
  dimensions: [{ name: "Stage", value: "prod" }],
};

export interface TelemetryTestBed {
  readonly store: TelemetryStore;
  readonly clock: FakeClock;
  /** Level and message of everything that was logged. */
  readonly logged: string[];
}

export function openTelemetryTestBed(
  options: { directory?: string; limits?: Partial<TelemetryLimits>; inThread?: boolean } = {},
): TelemetryTestBed {
  const { directory = null, limits = {}, inThread = false } = options;
  const clock = new FakeClock();
  const logged: string[] = [];
  const logger: Logger = {
    ...silentLogger,
    error: (message) => logged.push(`error ${message}`),
    warn: (message) => logged.push(`warn ${message}`),
    info: (message) => logged.push(`info ${message}`),
  };
  const runsInProcess = !inThread;
  const store = openTelemetryStore({ directory, clock, logger, runsInProcess, limits });
  return { store, clock, logged };
}

/** `values` as one datum with their distribution in bins that are the values themselves. */
export function datumOf(
  atMs: number,
  values: readonly number[],
  more: Partial<MetricDatum> = {},
): MetricDatum {
  const distribution = new Map<number, number>();
  for (const value of values) distribution.set(value, (distribution.get(value) ?? 0) + 1);
  return {
    identity: TEST_IDENTITY,
    unit: "Milliseconds",
    atMs,
    storageResolutionSeconds: 60,
    sampleCount: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    minimum: Math.min(...values),
    maximum: Math.max(...values),
    distribution,
    ...more,
  };
}

export function readPoints(
  metrics: MetricStore,
  query: Pick<MetricRead, "startMs" | "endMs" | "periodSeconds"> & Partial<MetricRead>,
): Promise<MetricPoint[]> {
  return metrics.read(TEST_SCOPE, { identity: TEST_IDENTITY, unit: null, ...query });
}

export async function readMessages(
  logs: LogStore,
  query: Partial<EventRead> = {},
): Promise<{ messages: string[]; forwardToken: string; backwardToken: string }> {
  const { events, ...tokens } = await logs.readEvents(TEST_SCOPE, {
    ...TEST_PLACE,
    startMs: null,
    endMs: null,
    token: null,
    fromHead: true,
    limit: 10_000,
    ...query,
  });
  return { messages: events.map(({ message }) => message), ...tokens };
}

export async function filterMessages(
  logs: LogStore,
  query: Partial<EventFilter> = {},
): Promise<{ messages: string[]; next: string | null }> {
  const { items, next } = await logs.filterEvents(TEST_SCOPE, {
    groupName: TEST_PLACE.groupName,
    streamNames: null,
    streamPrefix: "",
    startMs: null,
    endMs: null,
    pattern: "",
    after: null,
    limit: 10_000,
    ...query,
  });
  return { messages: items.map(({ message }) => message), next };
}

/** Slices of the sweep that a test may need. */
const SLICES = 4;

/** Moves time on until the sweep falls due, and lets it do its work. */
export async function sweepTelemetry({ store, clock }: TelemetryTestBed): Promise<void> {
  await store.flush();
  clock.advance(SWEEP_INTERVAL_MS);
  for (let slice = 0; slice < SLICES; slice++) {
    await store.flush();
    clock.advance(SWEEP_PAUSE_MS);
  }
  await store.flush();
}
