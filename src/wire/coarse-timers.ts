// All time limits of connections behind a handful of clock timers. A connection embeds its CoarseTimer; arming it
// again is one store, because a list is only looked through when its earliest limit may have passed. Limits from
// a second on are kept to within a quarter of a second, shorter ones to within five milliseconds.
import type { Clock, Timer } from "../base/clock.ts";
import type { Logger } from "../base/logger.ts";
import type { FlushQueue } from "./flush-queue.ts";

/** Limits below this go to the fine list. */
const FINE_BELOW_MS = 1000;
const FINE_STEP_MS = 5;
const COARSE_STEP_MS = 250;

export interface TimerOwner {
  /** The limit has passed; the timer is disarmed. */
  onTimer(): void;
}

/** One limit of one owner. Made once per connection; its fields belong to CoarseTimers. */
export class CoarseTimer {
  readonly owner: TimerOwner;
  dueMs: number;
  index: number;
  list: TimerList | null;

  constructor(owner: TimerOwner) {
    this.owner = owner;
    this.dueMs = Infinity;
    this.index = -1;
    this.list = null;
  }

  get armed(): boolean {
    return this.dueMs !== Infinity;
  }
}

interface TimerSetting {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly flush: FlushQueue;
}

class TimerList {
  readonly #setting: TimerSetting;
  readonly #stepMs: number;
  readonly #timers: CoarseTimer[] = [];
  #wakeMs = Infinity;
  #pending: Timer | null = null;
  readonly #wake = () => this.#look();

  constructor(setting: TimerSetting, stepMs: number) {
    this.#setting = setting;
    this.#stepMs = stepMs;
  }

  get size(): number {
    return this.#timers.length;
  }

  add(timer: CoarseTimer): void {
    timer.list = this;
    timer.index = this.#timers.length;
    this.#timers.push(timer);
  }

  remove(timer: CoarseTimer): void {
    const last = this.#timers.pop() as CoarseTimer;
    if (last !== timer) {
      this.#timers[timer.index] = last;
      last.index = timer.index;
    }
    timer.list = null;
    timer.index = -1;
    if (this.#timers.length === 0) this.stop();
  }

  /** Makes sure that the list is looked through when `dueMs` has passed. */
  wakeBy(dueMs: number, nowMs: number): void {
    if (dueMs >= this.#wakeMs) return;
    this.#pending?.cancel();
    const wakeMs = Math.max(dueMs, nowMs + this.#stepMs);
    this.#wakeMs = wakeMs;
    this.#pending = this.#setting.clock.after(Math.ceil(wakeMs - nowMs), this.#wake);
  }

  stop(): void {
    this.#pending?.cancel();
    this.#pending = null;
    this.#wakeMs = Infinity;
  }

  #look(): void {
    this.#pending = null;
    this.#wakeMs = Infinity;
    const nowMs = this.#setting.clock.monotonicMs();
    let nextMs = Infinity;
    this.#setting.flush.enter();
    // Backwards, because an owner may remove its own timer, which moves the last one into the gap.
    for (let i = this.#timers.length - 1; i >= 0; i--) {
      const timer = this.#timers[i];
      if (timer === undefined) continue;
      if (timer.dueMs <= nowMs) {
        timer.dueMs = Infinity;
        this.#fire(timer.owner);
      } else if (timer.dueMs < nextMs) {
        nextMs = timer.dueMs;
      }
    }
    this.#setting.flush.leave();
    if (nextMs !== Infinity) this.wakeBy(nextMs, nowMs);
  }

  #fire(owner: TimerOwner): void {
    try {
      owner.onTimer();
    } catch (error) {
      this.#setting.logger.error("A time limit could not be acted on", { error });
    }
  }
}

export class CoarseTimers {
  readonly #clock: Clock;
  readonly #flush: FlushQueue;
  #turn: number;
  #turnMs: number;
  readonly #fine: TimerList;
  readonly #coarse: TimerList;

  constructor(setting: TimerSetting) {
    this.#clock = setting.clock;
    this.#flush = setting.flush;
    this.#turn = -1;
    this.#turnMs = 0;
    this.#fine = new TimerList(setting, FINE_STEP_MS);
    this.#coarse = new TimerList(setting, COARSE_STEP_MS);
  }

  /** How many timers are known, armed or not. */
  get size(): number {
    return this.#fine.size + this.#coarse.size;
  }

  /** The clock's monotonic time, read once per turn of the event loop's callbacks. */
  nowMs(): number {
    const flush = this.#flush;
    if (flush.isInTurn && flush.turn === this.#turn) return this.#turnMs;
    this.#turn = flush.turn;
    this.#turnMs = this.#clock.monotonicMs();
    return this.#turnMs;
  }

  /** Starts or restarts the limit. Infinity disarms it. */
  arm(timer: CoarseTimer, timeoutMs: number): void {
    if (timeoutMs === Infinity) {
      timer.dueMs = Infinity;
      return;
    }
    const list = timeoutMs < FINE_BELOW_MS ? this.#fine : this.#coarse;
    if (timer.list !== list) {
      timer.list?.remove(timer);
      list.add(timer);
    }
    const nowMs = this.nowMs();
    timer.dueMs = nowMs + timeoutMs;
    list.wakeBy(timer.dueMs, nowMs);
  }

  disarm(timer: CoarseTimer): void {
    timer.dueMs = Infinity;
  }

  /** Forgets the timer; to be called when its owner ends. It may be armed again. */
  remove(timer: CoarseTimer): void {
    timer.dueMs = Infinity;
    timer.list?.remove(timer);
  }

  close(): void {
    this.#fine.stop();
    this.#coarse.stop();
  }
}
