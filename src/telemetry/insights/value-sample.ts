// What count_distinct and pct keep of their values: all of them while there is room, a regular sample afterwards. The
// room is shared by all groups of a query.
import { digestOf } from "./row-key.ts";

/** Values kept by all samples of a query together. */
const SHARED_VALUES_MAX = 1_000_000;
/** Values that one sample keeps. */
const SAMPLE_VALUES_MAX = 10_000;
/** And that each may keep when the shared room is gone. */
const SAMPLE_VALUES_MIN = 16;
/** Hashes are whole numbers below that. */
const HASHES = 2 ** 48;

/** How much room is left for the samples of one query. */
export class SampleBudget {
  #left = SHARED_VALUES_MAX;

  /** Whether a sample of that size may grow by one. */
  take(size: number): boolean {
    if (size >= SAMPLE_VALUES_MAX || (size >= SAMPLE_VALUES_MIN && this.#left <= 0)) return false;
    this.#left--;
    return true;
  }
}

/**
 * Counts different texts: exactly while there is room, then by the share of hashes below a threshold that is halved
 * whenever there is no room. https://doi.org/10.1007/BF02241657 (adaptive sampling)
 */
export class DistinctSample {
  readonly #budget: SampleBudget;
  readonly #hashes = new Set<number>();
  #threshold = HASHES;
  #room = 0;

  constructor(budget: SampleBudget) {
    this.#budget = budget;
  }

  add(text: string): void {
    const hash = digestOf(text).readUIntBE(0, 6);
    if (hash >= this.#threshold || this.#hashes.has(hash)) return;
    while (this.#hashes.size >= this.#room && !this.#grow()) {
      this.#threshold /= 2;
      for (const kept of this.#hashes) if (kept >= this.#threshold) this.#hashes.delete(kept);
      if (hash >= this.#threshold) return;
    }
    this.#hashes.add(hash);
  }

  get count(): number {
    return Math.round((this.#hashes.size * HASHES) / this.#threshold);
  }

  #grow(): boolean {
    if (!this.#budget.take(this.#room)) return false;
    this.#room++;
    return true;
  }
}

/** Keeps numbers for percentiles: all while there is room, then every second one, every fourth … */
export class ValueSample {
  readonly #budget: SampleBudget;
  #values: number[] = [];
  #room = 0;
  #step = 1;
  #skipped = 0;

  constructor(budget: SampleBudget) {
    this.#budget = budget;
  }

  add(value: number): void {
    if (++this.#skipped < this.#step) return;
    this.#skipped = 0;
    if (this.#values.length >= this.#room) {
      if (this.#budget.take(this.#room)) this.#room++;
      else {
        this.#values = this.#values.filter((_, index) => index % 2 === 1);
        this.#step *= 2;
      }
    }
    this.#values.push(value);
  }

  /** By nearest rank [I]; null without values. */
  percentile(percent: number): number | null {
    const sorted = this.#values.toSorted((a, b) => a - b);
    const rank = Math.ceil((percent / 100) * sorted.length);
    return sorted[Math.max(0, rank - 1)] ?? null;
  }
}
