// What has to happen once the current event's work is done: connections that collected small writes send them in
// one go, in-memory pairs deliver, finished requests make room for the next. A transport brackets each of its
// callbacks with enter() and leave(), so the queue runs before the event loop does anything else and without a
// scheduled tick; work from anywhere else is run on the next tick. Nothing is delivered re-entrantly.

/** Something with work to do at the end of the turn. It keeps its own mark of being queued. */
export interface Flushable {
  flush(): void;
  /** `flush` threw, which is a fault of ours: give up what this object stands for. */
  flushFailed(error: unknown): void;
}

/** In-memory hops can feed each other; after this many items the event loop gets a turn. */
const ITEMS_PER_TURN_MAX = 20_000;

export class FlushQueue {
  readonly #items: Flushable[] = [];
  /** Counts turns, so that others can tell whether what they remember is of this one. */
  turn = 0;
  #depth = 0;
  #scheduled = false;
  readonly #run = () => {
    this.#scheduled = false;
    this.enter();
    this.leave();
  };

  add(item: Flushable): void {
    this.#items.push(item);
    if (this.#depth === 0 && !this.#scheduled) {
      this.#scheduled = true;
      process.nextTick(this.#run);
    }
  }

  get isInTurn(): boolean {
    return this.#depth > 0;
  }

  enter(): void {
    if (this.#depth === 0) this.turn++;
    this.#depth++;
  }

  leave(): void {
    if (this.#depth === 1 && this.#items.length > 0) this.#drain();
    this.#depth--;
  }

  #drain(): void {
    const items = this.#items;
    let index = 0;
    for (; index < items.length && index < ITEMS_PER_TURN_MAX; index++) {
      const item = items[index] as Flushable;
      try {
        item.flush();
      } catch (error) {
        item.flushFailed(error);
      }
    }
    if (index === items.length) {
      items.length = 0;
      return;
    }
    items.splice(0, index);
    if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(this.#run);
    }
  }
}
