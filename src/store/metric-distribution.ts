// How the values of a metric are spread, for percentiles: values fall into bins whose bounds grow by 2 percent, so a
// percentile is within one percent of the truth, and distributions of different minutes can be added up.

/** From one bin's middle to the next one's. */
export const BIN_GROWTH = 1.02;
const LOG_GROWTH = Math.log(BIN_GROWTH);
/** Added so that the bins of all positive values that CloudWatch takes (2^-360 to 2^360) are above zero. */
const BIN_OFFSET = 13_000;

/** Bin → how many values (may be fractional, as Counts of PutMetricData are). */
export type MetricDistribution = ReadonlyMap<number, number>;

/** The bin of a value; 0 holds zero, bins of negative values are those of their positives, negated. */
export function binOf(value: number): number {
  if (value === 0) return 0;
  const bin = Math.round(Math.log(Math.abs(value)) / LOG_GROWTH) + BIN_OFFSET;
  return value < 0 ? -bin : bin;
}

/** The value in the middle of a bin. */
export function valueOfBin(bin: number): number {
  if (bin === 0) return 0;
  const value = Math.exp((Math.abs(bin) - BIN_OFFSET) * LOG_GROWTH);
  return bin < 0 ? -value : value;
}
