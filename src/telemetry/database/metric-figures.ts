// The figures of one point as they are added up and stored.
import type { MetricStatistics } from "../../store/metric-store.ts";
import { addDistribution } from "./distribution-bytes.ts";
import type { Row } from "./telemetry-file.ts";

/** What a point's row is read with; `figuresOf` takes such rows. */
export const FIGURE_COLUMNS = "sample_count, sum, minimum, maximum, distribution";

export interface MetricFigures {
  sampleCount: number;
  sum: number;
  minimum: number;
  maximum: number;
  distribution: Map<number, number> | null;
}

export function figuresOf(row: Row): MetricFigures {
  const bytes = row["distribution"];
  let distribution: Map<number, number> | null = null;
  if (bytes instanceof Uint8Array) {
    distribution = new Map();
    addDistribution(distribution, bytes);
  }
  return {
    sampleCount: Number(row["sample_count"]),
    sum: Number(row["sum"]),
    minimum: Number(row["minimum"]),
    maximum: Number(row["maximum"]),
    distribution,
  };
}

/** Adds to `figures`. Where one side's spread is unknown, so is that of both together. */
export function addFigures(figures: MetricFigures, added: MetricStatistics): void {
  figures.sampleCount += added.sampleCount;
  figures.sum += added.sum;
  figures.minimum = Math.min(figures.minimum, added.minimum);
  figures.maximum = Math.max(figures.maximum, added.maximum);
  if (added.distribution === null) figures.distribution = null;
  if (figures.distribution === null || added.distribution === null) return;
  for (const [bin, count] of added.distribution) {
    figures.distribution.set(bin, (figures.distribution.get(bin) ?? 0) + count);
  }
}

/** Adding up takes finite numbers only. */
export function isFinite(statistics: MetricStatistics): boolean {
  const { sampleCount, sum, minimum, maximum } = statistics;
  return [sampleCount, sum, minimum, maximum].every(Number.isFinite);
}
