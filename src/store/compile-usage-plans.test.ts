import { describe, expect, it } from "vitest";
import {
  apiKeyUsageCompiler,
  compileApiKey,
  compileUsagePlan,
  usagePlanCompiler,
} from "./compile-usage-plans.ts";
import { createMemoryStore } from "./memory-store.ts";
import { recordApiKeyUsage } from "./record-api-key-usage.ts";
import type { RecordChange } from "./records.ts";
import type { ScopedRecords } from "./store.ts";

const SCOPE = { account: "000000000000", region: "us-east-1" };

async function storeWith(write: (records: ScopedRecords) => void) {
  const store = createMemoryStore();
  const changes: RecordChange[] = [];
  store.subscribe((committed) => void changes.push(...committed));
  await store.transaction(async (all) => write(all.in(SCOPE)));
  return { store, changes };
}

describe(compileUsagePlan, () => {
  it("gives limits, stages and keys", async () => {
    const { store } = await storeWith((records) => {
      records.put("usage-plan", "p", {
        usagePlan: {
          id: "p",
          name: "plan",
          throttle: { rateLimit: 5 },
          quota: { limit: 10, period: "WEEK" },
          apiStages: [
            { apiId: "a", stage: "s", throttle: { "/x/GET": { burstLimit: 1 }, "/y/GET": {} } },
          ],
        },
      });
      records.put("usage-plan-key", "p/k1", { usagePlanKey: { id: "k1" } });
      records.put("usage-plan-key", "p/k2", { usagePlanKey: { id: "k2" } });
      records.put("usage-plan-key", "p2/k3", { usagePlanKey: { id: "k3" } });
    });
    const plan = await store.read((records) => compileUsagePlan(records.in(SCOPE), "p"));
    expect(plan).toEqual({
      ...SCOPE,
      usagePlanId: "p",
      name: "plan",
      throttle: { rateLimit: 5, burstLimit: 5000 },
      quota: { limit: 10, offset: 0, period: "WEEK" },
      apiStages: [
        {
          apiId: "a",
          stageName: "s",
          methodThrottles: { "/x/GET": { rateLimit: 10_000, burstLimit: 1 } },
        },
      ],
      apiKeyIds: ["k1", "k2"],
    });
  });

  it("has no limits where none are set, and is null when it is gone", async () => {
    const { store } = await storeWith((records) =>
      records.put("usage-plan", "p", { usagePlan: { id: "p" } }),
    );
    await store.read(async (records) => {
      const plan = await compileUsagePlan(records.in(SCOPE), "p");
      expect(plan).toMatchObject({ throttle: null, quota: null, apiStages: [], apiKeyIds: [] });
      expect(await compileUsagePlan(records.in(SCOPE), "q")).toBeNull();
    });
  });

  it("is compiled anew when a key joins it", async () => {
    const { store, changes } = await storeWith((records) =>
      records.put("usage-plan-key", "p/k", { usagePlanKey: { id: "k" } }),
    );
    await store.read(async (records) => {
      const [change] = changes;
      if (change === undefined) throw new Error("Cannot find the change");
      expect(await usagePlanCompiler.affectedBy(change, records.in(SCOPE))).toEqual(["p"]);
      expect(await apiKeyUsageCompiler.affectedBy(change, records.in(SCOPE))).toEqual([]);
    });
  });
});

describe(compileApiKey, () => {
  it("gives the value and whether it may be used", async () => {
    const { store } = await storeWith((records) =>
      records.put("api-key", "k", { apiKey: { id: "k", name: "n", value: "v", enabled: true } }),
    );
    const key = await store.read((records) => compileApiKey(records.in(SCOPE), "k"));
    expect(key).toEqual({ ...SCOPE, apiKeyId: "k", name: "n", value: "v", enabled: true });
  });
});

describe(recordApiKeyUsage, () => {
  it("adds to what is there and drops days that are long gone", async () => {
    const days = Array.from({ length: 100 }, (_, i) =>
      new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10),
    );
    const { store } = await storeWith((records) => {
      records.put("usage-plan-key", "p/k", { usagePlanKey: { id: "k" } });
      const usedByDay = Object.fromEntries(days.map((day) => [day, 1]));
      records.put("api-key-usage", "p/k", { usedByDay, extraQuota: 7 });
    });
    const day = days.at(-1) ?? "";
    const increment = { ...SCOPE, usagePlanId: "p", apiKeyId: "k", day, count: 2 };
    await recordApiKeyUsage(store, [increment, increment]);
    const usage = await store.read((records) => records.in(SCOPE).get("api-key-usage", "p/k"));
    expect(usage?.usedByDay[day]).toBe(5);
    expect(usage?.extraQuota).toBe(7);
    expect(Object.keys(usage?.usedByDay ?? {})).toEqual(days.slice(3));
  });
});
