// Metrics as they are kept and read, over the store in this thread.
import { describe, expect, test } from "vitest";
import {
  datumOf,
  openTelemetryTestBed,
  readPoints,
  sweepTelemetry,
  TEST_IDENTITY,
  TEST_SCOPE,
} from "./telemetry-fixture.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe("put()", () => {
  test("adds to what the minute has: figures and distribution", async () => {
    const { store, clock } = openTelemetryTestBed();
    const startMs = clock.nowMs();
    await store.metrics.put(TEST_SCOPE, [datumOf(startMs + 1_000, [5, 7])]);
    await store.metrics.put(TEST_SCOPE, [
      datumOf(startMs + 59_999, [3, 5]),
      datumOf(startMs + 60_000, [100]),
    ]);
    expect(
      await readPoints(store.metrics, { startMs, endMs: startMs + HOUR_MS, periodSeconds: 60 }),
    ).toEqual([
      {
        startMs,
        unit: "Milliseconds",
        sampleCount: 4,
        sum: 20,
        minimum: 3,
        maximum: 7,
        distribution: new Map([
          [3, 1],
          [5, 2],
          [7, 1],
        ]),
      },
      expect.objectContaining({ startMs: startMs + MINUTE_MS, sum: 100 }),
    ]);
  });

  test("leaves a period without distribution once figures without one are added", async () => {
    const { store, clock } = openTelemetryTestBed();
    const startMs = clock.nowMs();
    await store.metrics.put(TEST_SCOPE, [
      datumOf(startMs, [5]),
      datumOf(startMs, [6], { distribution: null }),
      datumOf(startMs, [7]),
    ]);
    const [point] = await readPoints(store.metrics, {
      startMs,
      endMs: startMs + MINUTE_MS,
      periodSeconds: 60,
    });
    expect(point).toMatchObject({ sampleCount: 3, sum: 18, distribution: null });
  });

  test("keeps units, accounts, regions and sets of dimensions apart", async () => {
    const { store, clock } = openTelemetryTestBed();
    const startMs = clock.nowMs();
    const range = { startMs, endMs: startMs + MINUTE_MS, periodSeconds: 60 };
    const bare = { ...TEST_IDENTITY, dimensions: [] };
    await store.metrics.put(TEST_SCOPE, [
      datumOf(startMs, [1]),
      datumOf(startMs, [2], { unit: "Seconds" }),
      datumOf(startMs, [4], { identity: bare }),
    ]);
    await store.metrics.put({ ...TEST_SCOPE, region: "us-east-1" }, [datumOf(startMs, [8])]);
    expect((await readPoints(store.metrics, range)).map(({ unit, sum }) => [unit, sum])).toEqual([
      ["Milliseconds", 1],
      ["Seconds", 2],
    ]);
    expect(await readPoints(store.metrics, { ...range, unit: "Seconds" })).toMatchObject([
      { sum: 2 },
    ]);
    expect(await readPoints(store.metrics, { ...range, identity: bare })).toMatchObject([
      { sum: 4 },
    ]);
  });

  test("takes dimensions in any order for the same metric", async () => {
    const { store, clock } = openTelemetryTestBed();
    const startMs = clock.nowMs();
    const dimensions = [
      { name: "A", value: "1" },
      { name: "B", value: "2" },
    ];
    const identity = { ...TEST_IDENTITY, dimensions };
    const reversed = { ...TEST_IDENTITY, dimensions: dimensions.toReversed() };
    await store.metrics.put(TEST_SCOPE, [datumOf(startMs, [1], { identity })]);
    await store.metrics.put(TEST_SCOPE, [datumOf(startMs, [2], { identity: reversed })]);
    const range = { startMs, endMs: startMs + MINUTE_MS, periodSeconds: 60 };
    expect(await readPoints(store.metrics, { ...range, identity })).toMatchObject([{ sum: 3 }]);
  });

  test("refuses figures that are not finite, and all that came with them", async () => {
    const { store, clock } = openTelemetryTestBed();
    const startMs = clock.nowMs();
    await expect(
      store.metrics.put(TEST_SCOPE, [datumOf(startMs, [1]), datumOf(startMs, [Number.NaN])]),
    ).rejects.toThrow("Cannot put metric data: a figure is not finite");
    const range = { startMs, endMs: startMs + MINUTE_MS, periodSeconds: 60 };
    expect(await readPoints(store.metrics, range)).toEqual([]);
    await store.metrics.put(TEST_SCOPE, [datumOf(startMs, [1])]);
    expect(await readPoints(store.metrics, range)).toMatchObject([{ sum: 1 }]);
  });

  test("takes data two weeks old and two hours ahead", async () => {
    const { store, clock } = openTelemetryTestBed();
    const nowMs = clock.nowMs();
    const oldMs = nowMs - 14 * DAY_MS;
    const aheadMs = nowMs + 2 * HOUR_MS;
    await store.metrics.put(TEST_SCOPE, [datumOf(oldMs, [1]), datumOf(aheadMs, [2])]);
    expect(
      await readPoints(store.metrics, { startMs: oldMs, endMs: aheadMs + 1, periodSeconds: 60 }),
    ).toMatchObject([
      { startMs: oldMs, sum: 1 },
      { startMs: aheadMs, sum: 2 },
    ]);
  });

  test("drops and counts new metrics beyond the account's limit, and keeps those it knows", async () => {
    const { store, clock, logged } = openTelemetryTestBed({ limits: { seriesPerAccountMax: 2 } });
    const startMs = clock.nowMs();
    const named = (metricName: string) =>
      datumOf(startMs, [1], { identity: { ...TEST_IDENTITY, metricName } });
    await store.metrics.put(TEST_SCOPE, [named("A"), named("B"), named("C"), named("A")]);
    await store.metrics.put({ ...TEST_SCOPE, account: "222222222222" }, [named("C")]);
    const { metrics } = await store.metrics.search(TEST_SCOPE, {
      namespace: null,
      metricName: null,
      dimensions: [],
      activeSinceMs: null,
      after: null,
      limit: 10,
    });
    expect(metrics.map(({ metricName }) => metricName)).toEqual(["A", "B"]);
    expect(await store.status()).toMatchObject({ droppedMetricData: 1, writable: true });
    expect(logged).toHaveLength(1);
  });
});

describe("read()", () => {
  test("counts periods from the start asked for", async () => {
    const { store, clock } = openTelemetryTestBed();
    const nowMs = clock.nowMs();
    const data = Array.from({ length: 10 }, (_, i) => datumOf(nowMs + i * MINUTE_MS, [1]));
    await store.metrics.put(TEST_SCOPE, data);
    const startMs = nowMs + 2 * MINUTE_MS;
    expect(
      (
        await readPoints(store.metrics, { startMs, endMs: nowMs + HOUR_MS, periodSeconds: 300 })
      ).map((point) => [(point.startMs - startMs) / MINUTE_MS, point.sum]),
    ).toEqual([
      [0, 5],
      [5, 3],
    ]);
  });

  test("has seconds of high-resolution metrics for three hours, and their minutes", async () => {
    const { store, clock } = openTelemetryTestBed();
    const startMs = clock.nowMs();
    const fine = { storageResolutionSeconds: 1 } as const;
    await store.metrics.put(TEST_SCOPE, [
      datumOf(startMs, [1], fine),
      datumOf(startMs + 1_500, [2], fine),
      datumOf(startMs + 1_900, [4], fine),
      datumOf(startMs + 12_000, [8], fine),
    ]);
    const range = { startMs, endMs: startMs + MINUTE_MS };
    const sums = async (periodSeconds: number) =>
      (await readPoints(store.metrics, { ...range, periodSeconds })).map((point) => [
        point.startMs - startMs,
        point.sum,
      ]);
    expect(await sums(1)).toEqual([
      [0, 1],
      [1_000, 6],
      [12_000, 8],
    ]);
    expect(await sums(10)).toEqual([
      [0, 7],
      [10_000, 8],
    ]);
    expect(await sums(60)).toEqual([[0, 15]]);
    clock.advance(3 * HOUR_MS + 15_000);
    expect(await sums(1)).toEqual([]);
    expect(await sums(60)).toEqual([[0, 15]]);
  });

  test("has no seconds of standard metrics", async () => {
    const { store, clock } = openTelemetryTestBed();
    const startMs = clock.nowMs();
    await store.metrics.put(TEST_SCOPE, [datumOf(startMs, [1])]);
    expect(
      await readPoints(store.metrics, { startMs, endMs: startMs + MINUTE_MS, periodSeconds: 10 }),
    ).toEqual([]);
  });

  test.for([
    [14, [60, 300, 3600]],
    [16, [300, 3600]],
    [62, [300, 3600]],
    [64, [3600]],
    [454, [3600]],
    [456, []],
  ] as const)("after %i days has periods of %j seconds, swept or not", async ([days, periods]) => {
    const bed = openTelemetryTestBed();
    const { store, clock } = bed;
    const startMs = clock.nowMs();
    const data = Array.from({ length: 120 }, (_, i) => datumOf(startMs + i * MINUTE_MS, [i]));
    await store.metrics.put(TEST_SCOPE, data);
    clock.advance(days * DAY_MS);
    const readable = async () => {
      const found: number[] = [];
      for (const periodSeconds of [60, 300, 3600]) {
        const endMs = startMs + 2 * HOUR_MS;
        const points = await readPoints(store.metrics, { startMs, endMs, periodSeconds });
        if (points.length === 0) continue;
        found.push(periodSeconds);
        expect(points).toHaveLength(7200 / periodSeconds);
        expect(points.reduce((sum, point) => sum + point.sum, 0)).toBe((119 * 120) / 2);
        const counts = points.flatMap(({ distribution }) => [...(distribution ?? [])]);
        expect(counts.filter(([, count]) => count === 1)).toHaveLength(120);
      }
      return found;
    };
    expect(await readable()).toEqual(periods);
    await sweepTelemetry(bed);
    expect(await readable()).toEqual(periods);
    await sweepTelemetry(bed);
    expect(await readable()).toEqual(periods);
  });

  test("adds late data to what was rolled up", async () => {
    const bed = openTelemetryTestBed();
    const { store, clock } = bed;
    const startMs = clock.nowMs();
    await store.metrics.put(TEST_SCOPE, [datumOf(startMs, [1])]);
    clock.advance(16 * DAY_MS);
    await sweepTelemetry(bed);
    await store.metrics.put(TEST_SCOPE, [datumOf(startMs + 2 * MINUTE_MS, [2])]);
    const endMs = startMs + HOUR_MS;
    expect(await readPoints(store.metrics, { startMs, endMs, periodSeconds: 300 })).toMatchObject([
      { startMs, sampleCount: 2, sum: 3, minimum: 1, maximum: 2 },
    ]);
  });

  test("joins what is kept by the minute and what is rolled up into one answer", async () => {
    const bed = openTelemetryTestBed();
    const { store, clock } = bed;
    const startMs = clock.nowMs();
    await store.metrics.put(TEST_SCOPE, [datumOf(startMs, [1])]);
    clock.advance(16 * DAY_MS);
    await store.metrics.put(TEST_SCOPE, [datumOf(clock.nowMs(), [2])]);
    await sweepTelemetry(bed);
    const range = { startMs, endMs: clock.nowMs() + 1, periodSeconds: 17 * 86_400 };
    expect(await readPoints(store.metrics, range)).toMatchObject([{ sum: 3, sampleCount: 2 }]);
    expect(await readPoints(store.metrics, { ...range, periodSeconds: 60 })).toMatchObject([
      { sum: 2 },
    ]);
  });
});

describe("search()", () => {
  const everything = {
    namespace: null,
    metricName: null,
    dimensions: [],
    activeSinceMs: null,
    after: null,
    limit: 500,
  };

  test("finds each metric once, by namespace, name and dimensions", async () => {
    const { store, clock } = openTelemetryTestBed();
    const atMs = clock.nowMs();
    const dimensions = [
      { name: "A", value: "1" },
      { name: "B", value: "2" },
    ];
    await store.metrics.put(TEST_SCOPE, [
      datumOf(atMs, [1]),
      datumOf(atMs, [1], { unit: "Seconds" }),
      datumOf(atMs, [1], { identity: { namespace: "Other", metricName: "Count", dimensions } }),
    ]);
    const names = async (query: object) =>
      (await store.metrics.search(TEST_SCOPE, { ...everything, ...query })).metrics.map(
        ({ metricName }) => metricName,
      );
    expect(await names({})).toEqual(["Count", "Latency"]);
    expect(await names({ namespace: "Shop" })).toEqual(["Latency"]);
    expect(await names({ metricName: "Count" })).toEqual(["Count"]);
    expect(await names({ dimensions: [{ name: "B", value: null }] })).toEqual(["Count"]);
    expect(await names({ dimensions: [{ name: "B", value: "2" }] })).toEqual(["Count"]);
    expect(await names({ dimensions: [{ name: "B", value: "1" }] })).toEqual([]);
  });

  test("goes on where a page ended, and begins anew with a token that is none", async () => {
    const { store, clock } = openTelemetryTestBed();
    const data = Array.from({ length: 1_203 }, (_, i) =>
      datumOf(clock.nowMs(), [1], { identity: { ...TEST_IDENTITY, metricName: `m${i}` } }),
    );
    await store.metrics.put(TEST_SCOPE, data);
    const found: string[] = [];
    let after: string | null = null;
    do {
      const page = await store.metrics.search(TEST_SCOPE, { ...everything, after, limit: 100 });
      expect(page.metrics.length).toBeLessThanOrEqual(100);
      found.push(...page.metrics.map(({ metricName }) => metricName));
      after = page.next;
    } while (after !== null);
    expect(found).toHaveLength(1_203);
    expect(new Set(found).size).toBe(1_203);
    const odd = await store.metrics.search(TEST_SCOPE, { ...everything, after: "}{", limit: 1 });
    expect(odd.metrics).toMatchObject([{ metricName: "m0" }]);
  });

  test("knows which metrics had data lately, and forgets them after 455 days", async () => {
    const bed = openTelemetryTestBed();
    const { store, clock } = bed;
    await store.metrics.put(TEST_SCOPE, [datumOf(clock.nowMs(), [1])]);
    clock.advance(4 * HOUR_MS);
    const fresh = { ...TEST_IDENTITY, metricName: "Fresh" };
    await store.metrics.put(TEST_SCOPE, [datumOf(clock.nowMs(), [1], { identity: fresh })]);
    const active = { ...everything, activeSinceMs: clock.nowMs() - 3 * HOUR_MS };
    expect((await store.metrics.search(TEST_SCOPE, active)).metrics).toEqual([fresh]);
    expect((await store.metrics.search(TEST_SCOPE, everything)).metrics).toHaveLength(2);
    clock.advance(456 * DAY_MS);
    await sweepTelemetry(bed);
    expect((await store.metrics.search(TEST_SCOPE, everything)).metrics).toEqual([]);
  });
});
