// What a target selection algorithm is. Discovery and health decide which targets may be chosen; an algorithm only
// picks one of them. It is built anew whenever that list changes, so that picking is little more than an array read.

/** What an algorithm may know of a target. */
export interface SelectableTarget {
  /** Requests or flows that it is serving now. */
  readonly outstanding: number;
}

/** Picks targets out of a list that never changes and never is empty. */
export interface Selection<T extends SelectableTarget> {
  /** `key` ties what belongs together (a flow's hash); algorithms that spread requests pay it no heed. */
  next(key: number): T;
}

/** Makes a selection over `targets` (at least one), in an order that is the same for the same set. */
export type SelectionFactory = <T extends SelectableTarget>(targets: readonly T[]) => Selection<T>;
