// Adds up durations and how they are spread. The bins are MetricDistribution's, allocated once for ten decades from
// `least` on; what lies outside counts in the outermost bins, its sum and extremes stay exact. Prometheus's buckets
// are filled from the bins when they are taken, so a value within 1 percent of a bucket's bound may fall on either side.
import { BIN_GROWTH, binOf, valueOfBin } from "../../store/metric-distribution.ts";
import type { MetricStatistics } from "../../store/metric-store.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import { ValueCell } from "./value-cell.ts";

/** Upper bounds of Prometheus's buckets; above the last one is only +Inf. */
export const BUCKET_BOUNDS_SECONDS: readonly number[] = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
];

const DECADES = 10;
const BIN_COUNT = Math.ceil((DECADES * Math.LN10) / Math.log(BIN_GROWTH)) + 1;
/** A microsecond, in base units. */
const LEAST_SECONDS = 1e-6;

export class DistributionCell extends ValueCell {
  /** Values in each bucket by itself, since the cell was made; the last is +Inf's. */
  readonly bucketTotals: Float64Array;
  readonly #bins: Uint32Array;
  readonly #firstBin: number;
  readonly #scale: number;
  #zeros: number;
  #lowest: number;
  #highest: number;

  constructor(definition: MetricDefinition) {
    super(definition);
    this.#scale = definition.prometheus?.scale ?? 1;
    this.bucketTotals = new Float64Array(BUCKET_BOUNDS_SECONDS.length + 1);
    this.#bins = new Uint32Array(BIN_COUNT);
    this.#firstBin = binOf(LEAST_SECONDS / this.#scale);
    this.#zeros = 0;
    this.#lowest = BIN_COUNT;
    this.#highest = -1;
  }

  /** A negative value counts as zero: no duration is. */
  override add(value: number): void {
    if (value <= 0) {
      super.add(0);
      this.#zeros += 1;
      return;
    }
    super.add(value);
    let index = binOf(value) - this.#firstBin;
    if (index < 0) index = 0;
    else if (index >= BIN_COUNT) index = BIN_COUNT - 1;
    this.#bins[index] = (this.#bins[index] ?? 0) + 1;
    if (index < this.#lowest) this.#lowest = index;
    if (index > this.#highest) this.#highest = index;
  }

  override take(): MetricStatistics | null {
    const taken = super.take();
    if (taken === null) return null;
    const distribution = new Map<number, number>();
    if (this.#zeros > 0) this.#move(distribution, 0, this.#zeros);
    for (let index = this.#lowest; index <= this.#highest; index++) {
      const count = this.#bins[index] ?? 0;
      if (count === 0) continue;
      this.#bins[index] = 0;
      this.#move(distribution, this.#firstBin + index, count);
    }
    this.#zeros = 0;
    this.#lowest = BIN_COUNT;
    this.#highest = -1;
    return { ...taken, distribution };
  }

  #move(distribution: Map<number, number>, bin: number, count: number): void {
    distribution.set(bin, count);
    const seconds = valueOfBin(bin) * this.#scale;
    let bucket = BUCKET_BOUNDS_SECONDS.findIndex((bound) => seconds <= bound);
    if (bucket === -1) bucket = BUCKET_BOUNDS_SECONDS.length;
    this.bucketTotals[bucket] = (this.bucketTotals[bucket] ?? 0) + count;
  }
}
