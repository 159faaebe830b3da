// A time series as metric math sees it: one value per period, or none, over a range of time.

import type { MetricIdentity } from "../metric-store.ts";

/** The metric that a series shows, or was made from. */
export interface SeriesMetric {
  readonly identity: MetricIdentity;
  readonly statisticName: string;
  readonly periodSeconds: number;
}

export interface TimeSeries {
  /** What it is shown as. */
  readonly label: string;
  /** True for a metric, false for the result of an expression. */
  readonly isMetric: boolean;
  /** Of a series that SEARCH has found. */
  readonly metric?: SeriesMetric;
  readonly periodSeconds: number;
  /** Periods are counted from here. */
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
  /** The start of a period → its value, in order of time. Every value is finite. */
  readonly points: ReadonlyMap<number, number>;
}

/** A range has at most that many periods: what is not sparse takes memory for each. */
export const PERIODS_MAX = 1_000_000;

/** A series of the same range and period with these points; those that are not finite are dropped. */
export function derivedSeries(
  series: TimeSeries,
  points: Iterable<readonly [number, number]>,
): TimeSeries {
  const kept = new Map<number, number>();
  for (const [atMs, value] of points) if (Number.isFinite(value)) kept.set(atMs, value);
  return { ...series, isMetric: false, points: kept };
}

/** The start of every period of the range. */
export function* periodStarts({ startMs, endMs, periodSeconds }: TimeSeries): Generator<number> {
  for (let atMs = startMs; atMs < endMs; atMs += periodSeconds * 1000) yield atMs;
}

/** Every time at which one of them has a value, in order. */
export function unionOfTimes(all: readonly TimeSeries[]): number[] {
  const times = new Set<number>();
  let lastMs = -Infinity;
  let isOrdered = true;
  for (const { points } of all) {
    for (const atMs of points.keys()) {
      if (times.has(atMs)) continue;
      times.add(atMs);
      if (atMs < lastMs) isOrdered = false;
      lastMs = atMs;
    }
  }
  // Nearly always the series have the same periods, and there is nothing to sort.
  return isOrdered ? [...times] : [...times].toSorted((a, b) => a - b);
}
