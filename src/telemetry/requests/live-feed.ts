// What happens, told to whoever watches at the moment. Told aside, never during the request; a watcher that cannot
// keep up has a queue of its own with an end, and learns how many it missed. Nothing is kept for watchers to come.

/** Items that wait for one watcher; further ones are dropped and counted. */
const QUEUE_LENGTH_MAX = 256;

export interface FeedListener<Item> {
  onItem(item: Item): void;
  /** So many items were lost since the last one, because the watcher was paused or too slow. */
  onDropped(count: number): void;
}

export interface FeedSubscription {
  /** Items wait from now on, as many as there is room for. */
  pause(): void;
  resume(): void;
  stop(): void;
}

export class LiveFeed<Item> {
  readonly #watchers = new Set<Watcher<Item>>();

  /** Whether anybody watches: makers of items look first. */
  get isWatched(): boolean {
    return this.#watchers.size > 0;
  }

  publish(item: Item): void {
    for (const watcher of this.#watchers) watcher.put(item);
  }

  subscribe(listener: FeedListener<Item>): FeedSubscription {
    const watcher = new Watcher(listener, (stopped) => this.#watchers.delete(stopped));
    this.#watchers.add(watcher);
    return watcher;
  }
}

class Watcher<Item> implements FeedSubscription {
  readonly #listener: FeedListener<Item>;
  readonly #onStop: (watcher: Watcher<Item>) => void;
  #queue: Item[] = [];
  #dropped = 0;
  #paused = false;
  #stopped = false;
  #scheduled: NodeJS.Immediate | null = null;
  readonly #deliver = () => this.#deliverAll();

  constructor(listener: FeedListener<Item>, onStop: (watcher: Watcher<Item>) => void) {
    this.#listener = listener;
    this.#onStop = onStop;
  }

  put(item: Item): void {
    if (this.#queue.length >= QUEUE_LENGTH_MAX) {
      this.#dropped++;
      return;
    }
    this.#queue.push(item);
    if (!this.#paused) this.#schedule();
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    if (this.#queue.length > 0 || this.#dropped > 0) this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    this.#queue = [];
    if (this.#scheduled !== null) clearImmediate(this.#scheduled);
    this.#onStop(this);
  }

  #schedule(): void {
    this.#scheduled ??= setImmediate(this.#deliver);
  }

  /** What was queued came before what was dropped. The listener may pause or stop in between. */
  #deliverAll(): void {
    this.#scheduled = null;
    let taken = 0;
    while (taken < this.#queue.length && !this.#paused && !this.#stopped) {
      this.#listener.onItem(this.#queue[taken] as Item);
      taken++;
    }
    if (this.#stopped) return;
    this.#queue.splice(0, taken);
    if (this.#paused || this.#queue.length > 0 || this.#dropped === 0) return;
    const dropped = this.#dropped;
    this.#dropped = 0;
    this.#listener.onDropped(dropped);
  }
}
