// Requests of one key under one plan, day by day: those that are written down, those on their way there, and those
// counted since. The quota is compared with all three.
// https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html
import { DAY_MS, dayOf, periodStart } from "../../store/quota-period.ts";
import type { UsageIncrement } from "../../store/record-api-key-usage.ts";
import type { ApiKeyUsageSnapshot, UsagePlanSnapshot } from "../../store/snapshots.ts";

type Quota = UsagePlanSnapshot["quota"];
type Owner = Pick<UsageIncrement, "account" | "region" | "usagePlanId" | "apiKeyId">;

/** Days that can wait to be written down; only a store that does not answer lets it come to that. */
const PENDING_DAYS_MAX = 100;

export class QuotaCounter {
  readonly #owner: Owner;
  #writtenByDay: Readonly<Record<string, number>> = {};
  #extraQuota = 0;
  readonly #onTheWay = new Map<string, number>();
  readonly #pending = new Map<string, number>();
  // Of the day at hand and its period, so that a request need not read a date.
  #dayEndsAtMs = 0;
  #day = "";
  #usedBefore = 0;
  #countedFor: Quota = null;
  /** Of the day at hand, in `#pending`. */
  #pendingToday = 0;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  /** Counts a request; false when the quota does not allow it, and it is not counted. */
  take(quota: Quota, nowMs: number): boolean {
    if (nowMs >= this.#dayEndsAtMs || quota !== this.#countedFor) this.#beginDay(quota, nowMs);
    if (quota !== null && this.#usedBefore + this.#pendingToday >= quota.limit + this.#extraQuota) {
      return false;
    }
    this.#pendingToday++;
    return true;
  }

  /** What the record says now. */
  setWritten({ usedByDay, extraQuota }: ApiKeyUsageSnapshot): void {
    this.#writtenByDay = usedByDay;
    this.#extraQuota = extraQuota;
    this.#forgetDay();
  }

  takeIncrements(into: UsageIncrement[]): void {
    this.#forgetDay();
    for (const [day, count] of this.#pending) {
      into.push({ ...this.#owner, day, count });
      this.#onTheWay.set(day, (this.#onTheWay.get(day) ?? 0) + count);
    }
    this.#pending.clear();
  }

  incrementsWritten(isWritten: boolean): void {
    this.#forgetDay();
    if (!isWritten) for (const [day, count] of this.#onTheWay) this.#addPending(day, count);
    this.#onTheWay.clear();
  }

  /** The sums are made anew with the next request. */
  #forgetDay(): void {
    if (this.#pendingToday > 0) this.#addPending(this.#day, this.#pendingToday);
    this.#pendingToday = 0;
    this.#dayEndsAtMs = 0;
  }

  #addPending(day: string, count: number): void {
    this.#pending.set(day, (this.#pending.get(day) ?? 0) + count);
    if (this.#pending.size <= PENDING_DAYS_MAX) return;
    const [oldest] = this.#pending.keys();
    if (oldest !== undefined) this.#pending.delete(oldest);
  }

  #beginDay(quota: Quota, nowMs: number): void {
    this.#forgetDay();
    this.#day = dayOf(nowMs);
    this.#dayEndsAtMs = (Math.floor(nowMs / DAY_MS) + 1) * DAY_MS;
    this.#countedFor = quota;
    const start = quota === null ? this.#day : periodStart(quota, this.#day);
    let used = 0;
    for (const [day, count] of Object.entries(this.#writtenByDay)) if (day >= start) used += count;
    for (const [day, count] of this.#onTheWay) if (day >= start) used += count;
    for (const [day, count] of this.#pending) if (day >= start) used += count;
    this.#usedBefore = used;
  }
}
