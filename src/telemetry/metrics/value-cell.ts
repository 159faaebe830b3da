// Adds up values that differ: bytes, samples of a state, and rates, where 0 and 1 are the samples and the average is
// the rate. Knows no percentiles; see DistributionCell.
import type { MetricStatistics } from "../../store/metric-store.ts";
import { MetricCell } from "./metric-cell.ts";
import type { MetricDefinition } from "./metric-definition.ts";

export class ValueCell extends MetricCell {
  pendingCount: number;
  pendingSum: number;
  pendingMinimum: number;
  pendingMaximum: number;
  /** What was added last; what Prometheus shows of gauges. */
  latest: number;

  constructor(definition: MetricDefinition) {
    super(definition);
    this.pendingCount = 0;
    this.pendingSum = 0;
    this.pendingMinimum = Infinity;
    this.pendingMaximum = -Infinity;
    this.latest = 0;
  }

  add(value: number): void {
    this.pendingCount += 1;
    this.pendingSum += value;
    this.latest = value;
    if (value < this.pendingMinimum) this.pendingMinimum = value;
    if (value > this.pendingMaximum) this.pendingMaximum = value;
  }

  take(): MetricStatistics | null {
    if (this.pendingCount === 0) return null;
    const taken = {
      sampleCount: this.pendingCount,
      sum: this.pendingSum,
      minimum: this.pendingMinimum,
      maximum: this.pendingMaximum,
      distribution: null,
    };
    this.pendingCount = 0;
    this.pendingSum = 0;
    this.pendingMinimum = Infinity;
    this.pendingMaximum = -Infinity;
    this.keep(taken.sampleCount, taken.sum);
    return taken;
  }
}
