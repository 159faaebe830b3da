// One point per period out of the points of several units: what a query that names no unit sees. [I]
import type { MetricPoint, MetricStatistics } from "../metric-store.ts";

/** In order of time. */
export function combineUnits(points: readonly MetricPoint[]): MetricPoint[] {
  const byStart = new Map<number, MetricPoint>();
  for (const point of points) {
    const present = byStart.get(point.startMs);
    byStart.set(
      point.startMs,
      present === undefined ? point : { ...present, ...added(present, point) },
    );
  }
  return [...byStart.values()].toSorted((a, b) => a.startMs - b.startMs);
}

function added(a: MetricStatistics, b: MetricStatistics): MetricStatistics {
  return {
    sampleCount: a.sampleCount + b.sampleCount,
    sum: a.sum + b.sum,
    minimum: Math.min(a.minimum, b.minimum),
    maximum: Math.max(a.maximum, b.maximum),
    distribution: addedDistributions(a, b),
  };
}

function addedDistributions(a: MetricStatistics, b: MetricStatistics): Map<number, number> | null {
  if (a.distribution === null || b.distribution === null) return null;
  const sum = new Map(a.distribution);
  for (const [bin, count] of b.distribution) sum.set(bin, (sum.get(bin) ?? 0) + count);
  return sum;
}
