// Has journeys composed some time after their requests are over: the last hops of a way end in any order, and nothing
// of it may hold the traffic up. One timer for all that wait; a bounded number at a time.
import type { Clock, Timer } from "../../base/clock.ts";

/** Waiting at a time; further ones are not published and counted. */
const WAITING_MAX = 2_000;
/** Composed in one go; the rest comes a moment later. */
const AT_ONCE_MAX = 32;
const NEXT_GO_MS = 1;

export class JourneyPublisher<Key, Subject> {
  readonly #clock: Clock;
  readonly #publish: (subject: Subject) => void;
  readonly #waiting = new Map<Key, { readonly subject: Subject; readonly dueMs: number }>();
  #timer: Timer | null = null;
  #timerDueMs = Infinity;
  #dropped = 0;

  /** `publish` must not throw. */
  constructor(clock: Clock, publish: (subject: Subject) => void) {
    this.#clock = clock;
    this.#publish = publish;
  }

  get dropped(): number {
    return this.#dropped;
  }

  /** Has it published in `delayMs`, unless something under the same key is to be published before. */
  schedule(key: Key, subject: Subject, delayMs: number): void {
    const dueMs = this.#clock.monotonicMs() + delayMs;
    const before = this.#waiting.get(key);
    if (before !== undefined && before.dueMs <= dueMs) return;
    if (before === undefined && this.#waiting.size >= WAITING_MAX) {
      this.#dropped++;
      return;
    }
    this.#waiting.set(key, { subject, dueMs });
    this.#wakeBy(dueMs, delayMs);
  }

  /** Publishes everything that waits, now. */
  flush(): void {
    const waiting = [...this.#waiting.values()];
    this.clear();
    for (const { subject } of waiting) this.#publish(subject);
  }

  /** Publishes nothing of what waits. */
  clear(): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#timerDueMs = Infinity;
    this.#waiting.clear();
  }

  #wakeBy(dueMs: number, delayMs: number): void {
    if (dueMs >= this.#timerDueMs) return;
    this.#timer?.cancel();
    this.#timerDueMs = dueMs;
    // Node's timers may fire a fraction of a millisecond before a monotonic time with fractions has passed.
    this.#timer = this.#clock.after(Math.ceil(delayMs), () => this.#tick());
  }

  #tick(): void {
    this.#timer = null;
    this.#timerDueMs = Infinity;
    const nowMs = this.#clock.monotonicMs();
    let left = AT_ONCE_MAX;
    let nextDueMs = Infinity;
    for (const [key, { subject, dueMs }] of this.#waiting) {
      if (dueMs <= nowMs && left > 0) {
        left--;
        this.#waiting.delete(key);
        this.#publish(subject);
      } else if (dueMs < nextDueMs) nextDueMs = dueMs;
    }
    if (nextDueMs !== Infinity) this.#wakeBy(nextDueMs, Math.max(NEXT_GO_MS, nextDueMs - nowMs));
  }
}
