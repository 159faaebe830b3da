// Least outstanding requests: the target that is serving the fewest; among equals each in turn, so that an idle group
// is used evenly (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html).
import type { SelectableTarget, Selection } from "./selection.ts";

class LeastOutstanding<T extends SelectableTarget> implements Selection<T> {
  readonly #targets: readonly T[];
  #start = 0;

  constructor(targets: readonly T[]) {
    this.#targets = targets;
  }

  next(_key: number): T {
    const targets = this.#targets;
    const count = targets.length;
    let bestIndex = this.#start;
    let best = targets[bestIndex] as T;
    for (let step = 1; step < count && best.outstanding > 0; step++) {
      const index = (this.#start + step) % count;
      const target = targets[index] as T;
      if (target.outstanding < best.outstanding) {
        best = target;
        bestIndex = index;
      }
    }
    this.#start = (bestIndex + 1) % count;
    return best;
  }
}

/** A selection that prefers the least busy target. */
export function leastOutstandingSelection<T extends SelectableTarget>(
  targets: readonly T[],
): Selection<T> {
  return new LeastOutstanding(targets);
}
