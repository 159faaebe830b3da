// What the expressions of one request may cost together. A few lines of metric math can ask for more than any machine
// has: arrays of arrays of arrays, or hundreds of operators over a range of a million periods. [I] AWS does not say
// where it ends; here it does with an error of its own.
import { MetricMathError } from "./metric-math-error.ts";
import type { MathValue } from "./metric-math-value.ts";

/** Time series of one array. */
export const ARRAY_SERIES_MAX = 10_000;
/** Values that are read and calculated for one request, a time series counting for one more: seconds at most. */
export const WORK_MAX = 2_000_000;
/** Calls of SEARCH in one request. */
export const SEARCHES_MAX = 100;

export class MathAllowance {
  #work = 0;
  #searches = 0;

  /** Throws MetricMathError where an array would have too many time series. */
  checkSeries(count: number): void {
    if (count <= ARRAY_SERIES_MAX) return;
    throw new MetricMathError(`An array has more than ${ARRAY_SERIES_MAX} time series`);
  }

  /** Throws MetricMathError where everything so far is more than may be. */
  spendOn(value: MathValue): void {
    this.#work++;
    if (value.kind === "series") this.#work += value.series.points.size;
    else if (value.kind === "array") {
      this.checkSeries(value.all.length);
      for (const { points } of value.all) this.#work += 1 + points.size;
    }
    if (this.#work > WORK_MAX) {
      throw new MetricMathError(
        "The expressions have too many values to calculate: increase the period or decrease the time range",
      );
    }
  }

  /** Throws MetricMathError where the request searches too often. */
  spendSearch(): void {
    if (++this.#searches <= SEARCHES_MAX) return;
    throw new MetricMathError(`There are more than ${SEARCHES_MAX} searches`);
  }
}
