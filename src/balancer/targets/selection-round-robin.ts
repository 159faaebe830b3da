// Round robin: every target in turn. The default of Application Load Balancers
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html).
import type { SelectableTarget, Selection } from "./selection.ts";

class RoundRobin<T extends SelectableTarget> implements Selection<T> {
  readonly #targets: readonly T[];
  #next: number;

  constructor(targets: readonly T[]) {
    this.#targets = targets;
    // A group that changes often would otherwise always begin with the same target and favour it.
    this.#next = Math.floor(Math.random() * targets.length);
  }

  next(_key: number): T {
    const index = this.#next;
    this.#next = index + 1 === this.#targets.length ? 0 : index + 1;
    return this.#targets[index] as T;
  }
}

/** A selection that goes round. */
export function roundRobinSelection<T extends SelectableTarget>(
  targets: readonly T[],
): Selection<T> {
  return new RoundRobin(targets);
}
