// The default values of metric filters: "The value reported to the metric filter during a period when logs are
// ingested but no matching logs are found." A minute of a filter is settled when it is over: if events came and none
// matched, its default is due, once.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
import type { RunnableFilter } from "./runnable-filter.ts";

const MINUTE_MS = 60_000;
/** Events of a minute that is over are waited for so long: they are handed over a few times per second. */
const GRACE_MS = 1_000;
/** Minutes of all filters that are remembered; beyond it the oldest are settled and forgotten. */
const MINUTES_MAX = 50_000;

interface FilterMinute {
  readonly filter: RunnableFilter;
  readonly startMs: number;
  readonly dueMs: number;
  hasMatch: boolean;
  isSettled: boolean;
}

/** A default that is due. */
export interface DueDefault {
  readonly filter: RunnableFilter;
  readonly atMs: number;
}

export class FilterDefaults {
  readonly #minutes = new Map<string, FilterMinute>();
  readonly #overdue: DueDefault[] = [];
  #nextDueMs = Infinity;

  /** Events of that minute were looked at by the filter. */
  saw(nowMs: number, filter: RunnableFilter, minute: { startMs: number; hasMatch: boolean }): void {
    const { startMs, hasMatch } = minute;
    const key = `${filter.groupId} ${startMs} ${filter.name}`;
    const known = this.#minutes.get(key);
    if (known !== undefined) {
      known.hasMatch ||= hasMatch;
      return;
    }
    // What comes late is waited for until the running minute is over, too.
    const endMs = Math.max(startMs, Math.floor(nowMs / MINUTE_MS) * MINUTE_MS) + MINUTE_MS;
    const dueMs = endMs + GRACE_MS;
    this.#minutes.set(key, { filter, startMs, dueMs, hasMatch, isSettled: false });
    this.#nextDueMs = Math.min(this.#nextDueMs, dueMs);
    this.#makeRoom();
  }

  /** Whether `take` has something to settle. */
  isDue(nowMs: number): boolean {
    return nowMs >= this.#nextDueMs || this.#overdue.length > 0;
  }

  /** Settles what is over at `nowMs`; Infinity settles everything. */
  take(nowMs: number): DueDefault[] {
    const due = this.#overdue.splice(0);
    this.#nextDueMs = Infinity;
    for (const minute of this.#minutes.values()) {
      if (minute.isSettled) continue;
      if (minute.dueMs <= nowMs) settle(minute, due);
      else this.#nextDueMs = Math.min(this.#nextDueMs, minute.dueMs);
    }
    return due;
  }

  /** The filter is another one from now on, or none. */
  forget(groupId: number, name: string | null): void {
    for (const [key, { filter }] of this.#minutes) {
      if (filter.groupId !== groupId) continue;
      if (name === null || filter.name === name) this.#minutes.delete(key);
    }
  }

  clear(): void {
    this.#minutes.clear();
    this.#overdue.length = 0;
    this.#nextDueMs = Infinity;
  }

  #makeRoom(): void {
    for (const [key, minute] of this.#minutes) {
      if (this.#minutes.size <= MINUTES_MAX) return;
      this.#minutes.delete(key);
      if (!minute.isSettled) settle(minute, this.#overdue);
    }
  }
}

function settle(minute: FilterMinute, due: DueDefault[]): void {
  minute.isSettled = true;
  if (!minute.hasMatch) due.push({ filter: minute.filter, atMs: minute.startMs });
}
