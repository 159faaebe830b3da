// How many of something there are at a time. A sample is the most there were since the sample before, so that what
// came and went in between is not missed [I].
import { ValueCell } from "./value-cell.ts";
import type { MetricDefinition } from "./metric-definition.ts";

export class GaugeCell extends ValueCell {
  current: number;
  peak: number;

  constructor(definition: MetricDefinition) {
    super(definition);
    this.current = 0;
    this.peak = 0;
  }

  rise(): void {
    this.current += 1;
    if (this.current > this.peak) this.peak = this.current;
  }

  /** Never below zero: what was open before the cell was made may end in it. */
  fall(): void {
    if (this.current > 0) this.current -= 1;
  }

  /** Adds the peak as a value and returns it. */
  sample(): number {
    const { peak } = this;
    this.add(peak);
    this.peak = this.current;
    return peak;
  }
}
