// What happens, told to whoever watches at the moment. Told aside, never during the request, and under load in batches,
// so that many watchers do not cost the traffic its turns; a watcher that cannot keep up has a queue of its own with an
// end, and learns how many it missed. Nothing is kept for watchers to come.
import type { Clock, Timer } from "../../base/clock.ts";

/** Items that wait for one watcher; further ones are dropped and counted. */
export const QUEUE_LENGTH_MAX = 256;
/** Between two batches for one watcher: at most some five thousand items a second. What comes first is told at once. */
export const BATCH_INTERVAL_MS = 50;

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
  readonly #clock: Clock;
  readonly #watchers = new Set<Watcher<Item>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether anybody watches: makers of items look first. */
  get isWatched(): boolean {
    return this.#watchers.size > 0;
  }

  publish(item: Item): void {
    for (const watcher of this.#watchers) watcher.put(item);
  }

  subscribe(listener: FeedListener<Item>): FeedSubscription {
    const watcher = new Watcher(listener, this.#clock, (stopped) => this.#watchers.delete(stopped));
    this.#watchers.add(watcher);
    return watcher;
  }
}

class Watcher<Item> implements FeedSubscription {
  readonly #listener: FeedListener<Item>;
  readonly #clock: Clock;
  readonly #onStop: (watcher: Watcher<Item>) => void;
  #queue: Item[] = [];
  #dropped = 0;
  #paused = false;
  #stopped = false;
  #scheduled: NodeJS.Immediate | null = null;
  /** Until the next batch is due. */
  #timer: Timer | null = null;
  #deliveredAtMs = -Infinity;
  readonly #deliver = () => this.#deliverAll();
  readonly #batchDue = () => {
    this.#timer = null;
    if (!this.#paused) this.#schedule();
  };

  constructor(
    listener: FeedListener<Item>,
    clock: Clock,
    onStop: (watcher: Watcher<Item>) => void,
  ) {
    this.#listener = listener;
    this.#clock = clock;
    this.#onStop = onStop;
  }

  put(item: Item): void {
    if (this.#queue.length >= QUEUE_LENGTH_MAX) {
      this.#dropped++;
      return;
    }
    this.#queue.push(item);
    if (!this.#paused && this.#scheduled === null && this.#timer === null) this.#scheduleBatch();
  }

  pause(): void {
    this.#paused = true;
  }

  /** Whoever has been paused has been slow enough. */
  resume(): void {
    this.#paused = false;
    if (this.#queue.length > 0 || this.#dropped > 0) this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    this.#queue = [];
    if (this.#scheduled !== null) clearImmediate(this.#scheduled);
    this.#timer?.cancel();
    this.#onStop(this);
  }

  #scheduleBatch(): void {
    const dueInMs = this.#deliveredAtMs + BATCH_INTERVAL_MS - this.#clock.monotonicMs();
    if (dueInMs > 0) this.#timer = this.#clock.after(dueInMs, this.#batchDue);
    else this.#schedule();
  }

  #schedule(): void {
    this.#scheduled ??= setImmediate(this.#deliver);
  }

  /** What was queued came before what was dropped. The listener may pause or stop in between. */
  #deliverAll(): void {
    this.#scheduled = null;
    this.#deliveredAtMs = this.#clock.monotonicMs();
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
