// What a statistic comes to for one period. The figures of the statistic set are exact; what needs to know how the
// values are spread is as exact as the bins of the distribution, and not there where only figures were put.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
import { valueOfBin } from "../metric-distribution.ts";
import type { MetricStatistics } from "../metric-store.ts";
import type { BasicStatistic, RangeStatistic, Statistic } from "./statistic.ts";

/** How often about that value was put. */
interface WeightedValue {
  readonly value: number;
  readonly count: number;
}

/** Undefined when the period cannot say. */
export function statisticValue(statistic: Statistic, period: MetricStatistics): number | undefined {
  if (statistic.kind === "basic") return basicValue(statistic.name, period);
  // Percentiles and their kin do not exist for metrics with negative values.
  if (period.minimum < 0) return undefined;
  const values = spreadOf(period);
  if (values === undefined) return undefined;
  return statistic.kind === "percentile"
    ? percentile(values, statistic.percent, period)
    : rangeValue(values, statistic);
}

function basicValue(name: BasicStatistic, period: MetricStatistics): number | undefined {
  switch (name) {
    case "SampleCount":
      return period.sampleCount;
    case "Sum":
      return period.sum;
    case "Minimum":
      return period.minimum;
    case "Maximum":
      return period.maximum;
    case "Average":
      return period.sampleCount === 0 ? undefined : period.sum / period.sampleCount;
  }
}

/**
 * The values in ascending order. Of a statistic set they are known when it has one value only.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#Percentiles
 */
function spreadOf(period: MetricStatistics): WeightedValue[] | undefined {
  const { sampleCount, minimum, maximum, distribution } = period;
  if (sampleCount <= 0) return undefined;
  if (minimum === maximum) return [{ value: minimum, count: sampleCount }];
  if (distribution === null) {
    return sampleCount === 1 ? [{ value: period.sum, count: 1 }] : undefined;
  }
  return [...distribution]
    .map(([bin, count]) => ({
      value: Math.min(maximum, Math.max(minimum, valueOfBin(bin))),
      count,
    }))
    .toSorted((a, b) => a.value - b.value);
}

/** The smallest value that at least that share of the values does not exceed. */
function percentile(
  values: readonly WeightedValue[],
  percent: number,
  period: MetricStatistics,
): number {
  if (percent === 0) return period.minimum;
  if (percent === 100) return period.maximum;
  const rank = (percent / 100) * countOf(values);
  let seen = 0;
  for (const { value, count } of values) {
    seen += count;
    if (seen >= rank - ROUNDING) return value;
  }
  return period.maximum;
}

/** Shares of counts are seldom exact in binary. */
const ROUNDING = 1e-9;

function countOf(values: readonly WeightedValue[]): number {
  return values.reduce((sum, { count }) => sum + count, 0);
}

function sumOf(values: readonly WeightedValue[]): number {
  return values.reduce((sum, { value, count }) => sum + value * count, 0);
}

function rangeValue(
  values: readonly WeightedValue[],
  statistic: RangeStatistic,
): number | undefined {
  const inside =
    statistic.boundsIn === "percent"
      ? insideShares(values, statistic.from ?? 0, statistic.to ?? 100)
      : values.filter(
          ({ value }) =>
            value > (statistic.from ?? -Infinity) && value <= (statistic.to ?? Infinity),
        );
  const count = countOf(inside);
  switch (statistic.measure) {
    case "TC":
      return count;
    case "TS":
      return sumOf(inside);
    case "PR":
      return (count / countOf(values)) * 100;
    case "TM":
      return count === 0 ? undefined : sumOf(inside) / count;
    case "WM":
      return winsorisedMean(values, inside, statistic);
  }
}

/** The part of the values between two shares of their number; a bin on a bound counts in part. */
function insideShares(
  values: readonly WeightedValue[],
  fromPercent: number,
  toPercent: number,
): WeightedValue[] {
  const total = countOf(values);
  const from = (fromPercent / 100) * total;
  const to = (toPercent / 100) * total;
  const inside: WeightedValue[] = [];
  let seen = 0;
  for (const { value, count } of values) {
    const part = Math.min(seen + count, to) - Math.max(seen, from);
    seen += count;
    if (part > ROUNDING) inside.push({ value, count: part });
  }
  return inside;
}

/** Values beyond a bound count as the value at it. */
function winsorisedMean(
  values: readonly WeightedValue[],
  inside: readonly WeightedValue[],
  { boundsIn, from, to }: RangeStatistic,
): number | undefined {
  const lowest = boundsIn === "value" ? (from ?? -Infinity) : inside[0]?.value;
  const highest = boundsIn === "value" ? (to ?? Infinity) : inside.at(-1)?.value;
  if (lowest === undefined || highest === undefined) return undefined;
  const clamped = values.map(({ value, count }) => ({
    value: Math.min(highest, Math.max(lowest, value)),
    count,
  }));
  return sumOf(clamped) / countOf(clamped);
}
