// The aggregates of `stats`, each fed value by value: what they know fits in a few numbers, or is bounded by sampling.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html
import type { InsightsValue } from "./insights-plan.ts";
import { compareWith, numberOf, sortOrder, textOf } from "./insights-value.ts";
import { DistinctSample, type SampleBudget, ValueSample } from "./value-sample.ts";

export const AGGREGATE_NAMES = [
  "count",
  "count_distinct",
  "sum",
  "avg",
  "min",
  "max",
  "pct",
  "stddev",
  "earliest",
  "latest",
  "sortsFirst",
  "sortsLast",
] as const;
export type AggregateName = (typeof AGGREGATE_NAMES)[number];

/** One aggregate of one group. */
export interface Aggregate {
  /** `timeMs` is the row's @timestamp. */
  add(value: InsightsValue, timeMs: number): void;
  readonly result: InsightsValue;
}

export function createAggregate(
  name: AggregateName,
  percent: number,
  budget: SampleBudget,
): Aggregate {
  switch (name) {
    case "count":
      return new Count();
    case "count_distinct":
      return new CountDistinct(budget);
    case "sum":
    case "avg":
    case "stddev":
      return new Moments(name);
    case "pct":
      return new Percentile(percent, budget);
    case "min":
      return new Best((value, best) => compareWith("<", value, best));
    case "max":
      return new Best((value, best) => compareWith(">", value, best));
    case "sortsFirst":
      return new Best((value, best) => sortOrder(value, best) < 0);
    case "sortsLast":
      return new Best((value, best) => sortOrder(value, best) > 0);
    case "earliest":
      return new AtTime((timeMs, bestMs) => timeMs < bestMs);
    case "latest":
      return new AtTime((timeMs, bestMs) => timeMs > bestMs);
  }
}

class Count implements Aggregate {
  result = 0;

  add(value: InsightsValue): void {
    if (value !== null) this.result++;
  }
}

class CountDistinct implements Aggregate {
  readonly #sample: DistinctSample;

  constructor(budget: SampleBudget) {
    this.#sample = new DistinctSample(budget);
  }

  add(value: InsightsValue): void {
    if (value !== null) this.#sample.add(textOf(value));
  }

  get result(): number {
    return this.#sample.count;
  }
}

/** Sum, mean and deviation by Welford's algorithm. */
class Moments implements Aggregate {
  readonly #kind: "sum" | "avg" | "stddev";
  #count = 0;
  #sum = 0;
  #mean = 0;
  #squares = 0;

  constructor(kind: "sum" | "avg" | "stddev") {
    this.#kind = kind;
  }

  add(value: InsightsValue): void {
    const number = numberOf(value);
    if (number === null) return;
    this.#count++;
    this.#sum += number;
    const delta = number - this.#mean;
    this.#mean += delta / this.#count;
    this.#squares += delta * (number - this.#mean);
  }

  /** The deviation is that of the values themselves, not of a sample. [I] */
  get result(): number | null {
    if (this.#count === 0) return null;
    if (this.#kind === "sum") return this.#sum;
    if (this.#kind === "avg") return this.#sum / this.#count;
    return Math.sqrt(Math.max(0, this.#squares) / this.#count);
  }
}

class Percentile implements Aggregate {
  readonly #percent: number;
  readonly #sample: ValueSample;

  constructor(percent: number, budget: SampleBudget) {
    this.#percent = percent;
    this.#sample = new ValueSample(budget);
  }

  add(value: InsightsValue): void {
    const number = numberOf(value);
    if (number !== null) this.#sample.add(number);
  }

  get result(): number | null {
    return this.#sample.percentile(this.#percent);
  }
}

/** The value that none is better than; a time is told as its milliseconds, as other numbers are. [I] */
class Best implements Aggregate {
  readonly #isBetter: (value: InsightsValue, best: InsightsValue) => boolean;
  result: InsightsValue = null;

  constructor(isBetter: (value: InsightsValue, best: InsightsValue) => boolean) {
    this.#isBetter = isBetter;
  }

  add(value: InsightsValue): void {
    if (value === null) return;
    const plain = typeof value === "object" ? value.timeMs : value;
    if (this.result === null || this.#isBetter(plain, this.result)) this.result = plain;
  }
}

/** The value of the first or last row in time that has one. */
class AtTime implements Aggregate {
  readonly #isBetter: (timeMs: number, bestMs: number) => boolean;
  #bestMs = 0;
  result: InsightsValue = null;

  constructor(isBetter: (timeMs: number, bestMs: number) => boolean) {
    this.#isBetter = isBetter;
  }

  add(value: InsightsValue, timeMs: number): void {
    if (value === null) return;
    if (this.result !== null && !this.#isBetter(timeMs, this.#bestMs)) return;
    this.result = value;
    this.#bestMs = timeMs;
  }
}
