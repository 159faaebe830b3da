// All sets of cells there are: counts them, so that no flood of routes or load balancers takes memory without end, and
// remembers which have something to be drained. It knows nothing of what the cells mean.
import type { Logger } from "../../base/logger.ts";
import type { CellSet } from "./cell-set.ts";

/** Sets with two distributions take 10 kB; beyond this many, counts of what is new go nowhere. */
export const CELL_SETS_MAX = 5000;

export class CellPool {
  readonly #logger: Logger;
  readonly #sets = new Set<CellSet>();
  #dirty: CellSet[] = [];
  #hasWarned = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Those there are now, for Prometheus. */
  get sets(): ReadonlySet<CellSet> {
    return this.#sets;
  }

  /** Whether another set may be made; says so once when not. */
  hasRoom(): boolean {
    if (this.#sets.size < CELL_SETS_MAX) return true;
    if (!this.#hasWarned) {
      this.#hasWarned = true;
      this.#logger.warn("Metrics of what is new are not recorded: there are too many", {
        sets: CELL_SETS_MAX,
      });
    }
    return false;
  }

  add(set: CellSet): void {
    this.#sets.add(set);
  }

  /** The set has something to be drained. Called by the set, once per drain. */
  mark(set: CellSet): void {
    this.#dirty.push(set);
  }

  takeDirty(): CellSet[] {
    const dirty = this.#dirty;
    this.#dirty = [];
    return dirty;
  }

  /** Forgets the set after its last drain. */
  remove(set: CellSet): void {
    this.#sets.delete(set);
  }
}
