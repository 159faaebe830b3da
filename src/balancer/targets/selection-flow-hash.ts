// A flow's target: its hash decides, so that the same flow always finds the same target and different flows spread
// evenly. Network Load Balancers choose so; a flow then stays with its target for life
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/introduction.html).
import type { SelectableTarget, Selection } from "./selection.ts";

class FlowHashChoice<T extends SelectableTarget> implements Selection<T> {
  readonly #targets: readonly T[];

  constructor(targets: readonly T[]) {
    this.#targets = targets;
  }

  next(key: number): T {
    return this.#targets[(key >>> 0) % this.#targets.length] as T;
  }
}

/** A selection by flow hash. */
export function flowHashSelection<T extends SelectableTarget>(targets: readonly T[]): Selection<T> {
  return new FlowHashChoice(targets);
}
