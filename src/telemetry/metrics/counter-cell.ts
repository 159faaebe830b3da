// Counts events. Each is a sample of 1, as AWS publishes its counts: "Minimum, Maximum and Average all return 1"
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html).
import type { MetricStatistics } from "../../store/metric-store.ts";
import { MetricCell } from "./metric-cell.ts";
import type { MetricDefinition } from "./metric-definition.ts";

export class CounterCell extends MetricCell {
  pending: number;

  constructor(definition: MetricDefinition) {
    super(definition);
    this.pending = 0;
  }

  count(): void {
    this.pending += 1;
  }

  add(events: number): void {
    this.pending += events;
  }

  take(): MetricStatistics | null {
    const { pending } = this;
    if (pending === 0) return null;
    this.pending = 0;
    this.keep(pending, pending);
    return { sampleCount: pending, sum: pending, minimum: 1, maximum: 1, distribution: null };
  }
}
