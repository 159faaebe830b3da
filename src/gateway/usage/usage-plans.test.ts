import { describe, expect, it } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import { silentLogger } from "../../base/logger.ts";
import {
  apiKeyCompiler,
  apiKeyUsageCompiler,
  usagePlanCompiler,
} from "../../store/compile-usage-plans.ts";
import { createMemoryStore } from "../../store/memory-store.ts";
import { recordApiKeyUsage } from "../../store/record-api-key-usage.ts";
import { SnapshotPublisher } from "../../store/snapshot-publisher.ts";
import type { ScopedRecords } from "../../store/store.ts";
import { LocalThrottleCounters } from "../throttle-counters.ts";
import { UsageFlusher, USAGE_FLUSH_INTERVAL_MS } from "./usage-flusher.ts";
import { UsagePlans } from "./usage-plans.ts";

const SCOPE = { account: "000000000000", region: "eu-central-1" };
const VALUE = "a-value-of-at-least-20-characters";
const DAY_MS = 24 * 60 * 60 * 1000;

type PlanInput = Parameters<ScopedRecords["put"]>[2] & { usagePlan: object };

/** A plan "p" with the key "k" on stage "api/prod", in a store that publishes to a UsagePlans. */
async function start(usagePlan: object, apiKey: object = {}) {
  const clock = new FakeClock(Date.UTC(2026, 10, 22, 12));
  const store = createMemoryStore();
  const compilers = [apiKeyCompiler, usagePlanCompiler, apiKeyUsageCompiler];
  const publisher = new SnapshotPublisher(store, compilers, silentLogger);
  await publisher.start();
  const counters = new LocalThrottleCounters();
  const usage = new UsagePlans({
    snapshots: publisher,
    throttle: (name, limits) => counters.throttle(name, limits),
  });
  const write = (change: (records: ScopedRecords) => void) =>
    store.transaction(async (records) => change(records.in(SCOPE)));
  const putPlan = (plan: object) => (records: ScopedRecords) => {
    const apiStages = [{ apiId: "api", stage: "prod" }];
    const body: PlanInput = { usagePlan: { id: "p", apiStages, ...plan } };
    records.put("usage-plan", "p", body as { usagePlan: object });
  };
  await write((records) => {
    records.put("api-key", "k", { apiKey: { id: "k", value: VALUE, enabled: true, ...apiKey } });
    putPlan(usagePlan)(records);
    records.put("usage-plan-key", "p/k", { usagePlanKey: { id: "k", type: "API_KEY" } });
  });
  const flusher = new UsageFlusher({
    usage,
    clock,
    logger: silentLogger,
    write: (increments) => recordApiKeyUsage(store, increments),
  });
  const ask = (asked: { stage?: string; key?: string; method?: string } = {}) =>
    usage.admit({
      apiId: "api",
      stageName: asked.stage ?? "prod",
      keyValue: asked.key ?? VALUE,
      methodKey: asked.method ?? "/pets/GET",
      nowMs: clock.nowMs(),
    }).refusal;
  const recorded = () =>
    store.read(async (records) => records.in(SCOPE).get("api-key-usage", "p/k"));
  return { clock, store, usage, flusher, ask, write, putPlan, recorded };
}

describe(UsagePlans, () => {
  it("admits a key of a plan that has the stage, and says which", async () => {
    const { usage, clock } = await start({});
    const request = { apiId: "api", stageName: "prod", methodKey: "/GET", keyValue: VALUE };
    expect(usage.admit({ ...request, nowMs: clock.nowMs() })).toEqual({
      refusal: "",
      apiKeyId: "k",
      usagePlanId: "p",
    });
  });

  it("refuses no key, another key, another stage and a key that is disabled", async () => {
    const { ask } = await start({});
    expect(ask({ key: "" })).toBe("INVALID_API_KEY");
    expect(ask({ key: `${VALUE}x` })).toBe("INVALID_API_KEY");
    expect(ask({ stage: "dev" })).toBe("INVALID_API_KEY");
    expect((await start({}, { enabled: false })).ask()).toBe("INVALID_API_KEY");
  });

  it("follows changes of plans and keys", async () => {
    const { ask, write, putPlan } = await start({});
    await write((records) => records.delete("usage-plan-key", "p/k"));
    expect(ask()).toBe("INVALID_API_KEY");
    await write((records) => {
      records.put("usage-plan-key", "p/k", { usagePlanKey: { id: "k" } });
      putPlan({ apiStages: [{ apiId: "api", stage: "dev" }] })(records);
    });
    expect(ask()).toBe("INVALID_API_KEY");
    expect(ask({ stage: "dev" })).toBe("");
    await write((records) => records.delete("api-key", "k"));
    expect(ask({ stage: "dev" })).toBe("INVALID_API_KEY");
  });

  it("throttles a key, and refills", async () => {
    const { ask, clock } = await start({ throttle: { rateLimit: 1, burstLimit: 2 } });
    expect([ask(), ask(), ask()]).toEqual(["", "", "THROTTLED"]);
    clock.advance(1000);
    expect([ask(), ask()]).toEqual(["", "THROTTLED"]);
  });

  it("does not refill a throttle when the plan changes in something else", async () => {
    const throttle = { rateLimit: 1, burstLimit: 1 };
    const { ask, write, putPlan } = await start({ throttle });
    expect(ask()).toBe("");
    await write(putPlan({ throttle, description: "new" }));
    expect(ask()).toBe("THROTTLED");
  });

  it.for(["/GET", "//GET"])("throttles methods of their own, the root written %s", async (root) => {
    const throttle = { [root]: { rateLimit: 1, burstLimit: 1 } };
    const { ask } = await start({ apiStages: [{ apiId: "api", stage: "prod", throttle }] });
    expect([ask({ method: "//GET" }), ask({ method: "/GET" })]).toEqual(["", "THROTTLED"]);
    expect([ask(), ask()]).toEqual(["", ""]);
  });

  it("stops at the quota until the next period", async () => {
    const { ask, clock } = await start({ quota: { limit: 2, period: "DAY" } });
    expect([ask(), ask(), ask()]).toEqual(["", "", "QUOTA_EXCEEDED"]);
    clock.advance(12 * 60 * 60 * 1000);
    expect(ask()).toBe("");
  });

  it("counts the days of a week together", async () => {
    // The clock stands on a Sunday; the week begins on Monday.
    const { ask, clock } = await start({ quota: { limit: 1, offset: 1, period: "WEEK" } });
    expect([ask(), ask()]).toEqual(["", "QUOTA_EXCEEDED"]);
    clock.advance(DAY_MS);
    expect([ask(), ask()]).toEqual(["", "QUOTA_EXCEEDED"]);
    clock.advance(DAY_MS);
    expect(ask()).toBe("QUOTA_EXCEEDED");
  });

  it("counts on from what was written down, and takes more when it is granted", async () => {
    const { ask, write } = await start({ quota: { limit: 3, period: "MONTH" } });
    const usedByDay = { "2026-11-01": 2, "2026-10-31": 5 };
    await write((records) => records.put("api-key-usage", "p/k", { usedByDay, extraQuota: 0 }));
    expect([ask(), ask()]).toEqual(["", "QUOTA_EXCEEDED"]);
    await write((records) => records.put("api-key-usage", "p/k", { usedByDay, extraQuota: 1 }));
    expect([ask(), ask()]).toEqual(["", "QUOTA_EXCEEDED"]);
  });
});

describe(UsageFlusher, () => {
  it("writes down what was counted, by day, and forgets nothing on the way", async () => {
    const { ask, clock, flusher, recorded } = await start({ quota: { limit: 4, period: "WEEK" } });
    ask();
    clock.advance(DAY_MS);
    ask();
    ask();
    await flusher.flush();
    expect(await recorded()).toEqual({
      usedByDay: { "2026-11-22": 1, "2026-11-23": 2 },
      extraQuota: 0,
    });
    expect([ask(), ask()]).toEqual(["", "QUOTA_EXCEEDED"]);
    await flusher.flush();
    expect((await recorded())?.usedByDay["2026-11-23"]).toBe(3);
  });

  it("counts again what could not be written", async () => {
    const { ask, usage, flusher, clock, recorded } = await start({
      quota: { limit: 2, period: "DAY" },
    });
    let calls = 0;
    const failing = new UsageFlusher({
      usage,
      clock,
      logger: silentLogger,
      write: () => Promise.reject(new Error(`No disk ${++calls}`)),
    });
    ask();
    await failing.flush();
    expect(calls).toBe(1);
    expect([ask(), ask()]).toEqual(["", "QUOTA_EXCEEDED"]);
    await flusher.flush();
    expect((await recorded())?.usedByDay).toEqual({ "2026-11-22": 2 });
  });

  it("writes from time to time, and once more when it is stopped", async () => {
    const { ask, clock, flusher, recorded } = await start({});
    flusher.start();
    ask();
    clock.advance(USAGE_FLUSH_INTERVAL_MS);
    await flusher.flush();
    expect((await recorded())?.usedByDay).toEqual({ "2026-11-22": 1 });
    ask();
    await flusher.stop();
    expect((await recorded())?.usedByDay).toEqual({ "2026-11-22": 2 });
    expect(clock.pendingCount).toBe(0);
  });

  it("leaves out keys that are no longer in their plan", async () => {
    const { ask, flusher, write, recorded } = await start({});
    ask();
    await write((records) => records.delete("usage-plan-key", "p/k"));
    await flusher.flush();
    expect(await recorded()).toBeUndefined();
  });
});
