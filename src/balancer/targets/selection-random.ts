// Weighted random, as it is while no target is anomalous: all weights are equal. Anomaly mitigation, which lowers the
// weight of failing targets, is an attribute of its own and off by default
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html).
import type { SelectableTarget, Selection } from "./selection.ts";

class RandomChoice<T extends SelectableTarget> implements Selection<T> {
  readonly #targets: readonly T[];

  constructor(targets: readonly T[]) {
    this.#targets = targets;
  }

  next(_key: number): T {
    return this.#targets[Math.floor(Math.random() * this.#targets.length)] as T;
  }
}

/** A selection by chance. */
export function randomSelection<T extends SelectableTarget>(targets: readonly T[]): Selection<T> {
  return new RandomChoice(targets);
}
