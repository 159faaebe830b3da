// A recorder with a clock that stands still, a store that keeps what it is put, and a log to look at; for its tests.
import { FakeClock } from "../../base/fake-clock.ts";
import { createLogger } from "../../base/logger.ts";
import { HealthBoard } from "../../store/health-board.ts";
import type { MetricDatum } from "../../store/metric-store.ts";
import {
  ALB_ID,
  GROUP_ARN,
  GROUP_ID,
  NLB_ID,
  collectedMetrics,
  dimensionsOf,
} from "./metric-fixtures.ts";
import type { CollectedMetrics } from "./metric-fixtures.ts";
import { MetricRecorder } from "./metric-recorder.ts";

/** Dimensions as `sumsOf` takes them. */
export const ALB = `LoadBalancer=${ALB_ID}`;
export const ALB_ZONE = `AvailabilityZone=eu-central-1a,${ALB}`;
export const ALB_GROUP = `${ALB},TargetGroup=${GROUP_ID}`;
export const NLB = `LoadBalancer=${NLB_ID}`;
export const NLB_GROUP = `${NLB},TargetGroup=${GROUP_ID}`;
export const START_MS = Date.UTC(2026, 10, 22, 12, 0, 0);
export const MINUTE_MS = 60_000;

export interface RecorderSetting {
  readonly clock: FakeClock;
  readonly store: CollectedMetrics;
  readonly health: HealthBoard;
  readonly recorder: MetricRecorder;
  readonly lines: string[];
}

/** At 12:00:00 unless told otherwise. */
export function setUp(startMs: number = START_MS): RecorderSetting {
  const clock = new FakeClock(startMs);
  const store = collectedMetrics();
  const health = new HealthBoard();
  const lines: string[] = [];
  const logger = createLogger("warn", (line) => lines.push(line));
  const recorder = new MetricRecorder({ metrics: store, clock, logger, health });
  return { clock, store, health, recorder, lines };
}

/** Of a target of the fixtures' group. */
export function setHealth(
  health: HealthBoard,
  target: string,
  state: "healthy" | "unhealthy",
): void {
  health.set(GROUP_ARN, target, { state, reason: "", description: "", sinceMs: 0 });
}

/** Data of that metric with exactly those dimensions. */
export function only(
  data: readonly MetricDatum[],
  name: string,
  dimensions: string,
): MetricDatum[] {
  return data.filter(
    (datum) => datum.identity.metricName === name && dimensionsOf(datum) === dimensions,
  );
}
