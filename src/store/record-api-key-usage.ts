// Writes down what API keys have used, beside the request path: adds counts of the data plane to the records that
// GetUsage reads. Days beyond what AWS keeps are dropped on the way.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html
import type { Scope } from "./records.ts";
import type { Store } from "./store.ts";

/** AWS keeps usage for 90 days; a week more does no harm to a quota that looks back. */
const DAYS_KEPT_MAX = 97;

/** Requests of one key on one day that are not written down yet. */
export interface UsageIncrement extends Scope {
  readonly usagePlanId: string;
  readonly apiKeyId: string;
  /** "2026-11-22" */
  readonly day: string;
  readonly count: number;
}

/** Adds them, all or none. Keys that are no longer in their plan are left out. */
export async function recordApiKeyUsage(
  store: Store,
  increments: readonly UsageIncrement[],
): Promise<void> {
  await store.transaction(async (records) => {
    for (const { account, region, usagePlanId, apiKeyId, day, count } of increments) {
      const scoped = records.in({ account, region });
      const id = `${usagePlanId}/${apiKeyId}`;
      if ((await scoped.get("usage-plan-key", id)) === undefined) continue;
      const before = await scoped.get("api-key-usage", id);
      const usedByDay = { ...before?.usedByDay };
      usedByDay[day] = (usedByDay[day] ?? 0) + count;
      const days = Object.keys(usedByDay).toSorted();
      for (const old of days.slice(0, Math.max(0, days.length - DAYS_KEPT_MAX))) {
        Reflect.deleteProperty(usedByDay, old);
      }
      scoped.put("api-key-usage", id, { usedByDay, extraQuota: before?.extraQuota ?? 0 });
    }
  });
}
