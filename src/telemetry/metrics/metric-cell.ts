// Where one metric's values are added up between two drains. Adding costs the traffic an addition into a field; taking
// happens aside, empties the cell, and carries what was taken into the sums of the minute and of the process's life.
import type { MetricStatistics } from "../../store/metric-store.ts";
import type { MetricDefinition } from "./metric-definition.ts";

export abstract class MetricCell {
  readonly definition: MetricDefinition;
  /** Taken since the minute began. */
  minuteSum: number;
  minuteCount: number;
  /** Taken since the cell was made; what Prometheus shows of counters and histograms. */
  totalSum: number;
  totalCount: number;

  constructor(definition: MetricDefinition) {
    this.definition = definition;
    this.minuteSum = 0;
    this.minuteCount = 0;
    this.totalSum = 0;
    this.totalCount = 0;
  }

  /** What was added since the last call; null when nothing was. */
  abstract take(): MetricStatistics | null;

  startMinute(): void {
    this.minuteSum = 0;
    this.minuteCount = 0;
  }

  protected keep(count: number, sum: number): void {
    this.minuteSum += sum;
    this.minuteCount += count;
    this.totalSum += sum;
    this.totalCount += count;
  }
}
