import { expect, test } from "vitest";
import type { FilterMetric } from "../../store/log-store.ts";
import { MetricFilterRunner } from "./metric-filter-runner.ts";
import type { MetricFilterTables } from "./metric-filter-tables.ts";
import { RunnableFilter } from "./runnable-filter.ts";
import { FILTER_COMPLAINT_INTERVAL_MS, FILTER_TIME } from "./telemetry-limits.ts";

const METRIC: FilterMetric = {
  namespace: "Logs",
  metricName: "Found",
  value: "1",
  unit: "",
  defaultValue: null,
  dimensions: [],
  systemDimensions: [],
};

/** A runner whose every look at the clock takes a millisecond, and whose group 1 has a filter that matches all. */
function slowRunner() {
  let monotonicMs = 0;
  const reports: string[] = [];
  const runner = new MetricFilterRunner({
    monotonicMs: () => monotonicMs++,
    report: (message) => reports.push(message),
  });
  const filter = new RunnableFilter({ groupId: 1, name: "all", pattern: "", metric: METRIC });
  const tables = {
    ofGroup: (groupId: number) => (groupId === 1 ? [filter] : []),
    scopeOf: () => ({ account: "1", region: "r" }),
  } as unknown as MetricFilterTables;
  const run = (count: number, groupId = 1) => {
    const events = Array.from({ length: count }, () => ({
      ids: { groupId },
      atMs: 0,
      message: "m",
    }));
    const [found] = runner.run(0, tables, events);
    return found?.data[0]?.sampleCount ?? 0;
  };
  return { run, reports, wait: (ms: number) => (monotonicMs += ms) };
}

test("MetricFilterRunner passes over events when its time is used up, and says so once a minute", () => {
  const { run, reports, wait } = slowRunner();
  const looked = run(10_000);
  expect(looked).toBeGreaterThan(FILTER_TIME.burstMs - 10);
  expect(looked).toBeLessThanOrEqual(FILTER_TIME.burstMs);
  expect(reports).toEqual([
    `Metric filters fall behind: ${10_000 - looked} log events came faster than they could be looked at`,
  ]);
  expect(run(10_000)).toBeLessThan(FILTER_TIME.burstMs * FILTER_TIME.share * 8);
  expect(reports).toHaveLength(1);
  wait(FILTER_COMPLAINT_INTERVAL_MS);
  expect(run(100)).toBe(100);
  expect(reports).toHaveLength(2);
});

test("MetricFilterRunner saves up a share of the time that passes", () => {
  const { run, wait } = slowRunner();
  // The time that looking took is time that passes, too: it takes a few batches until nothing is left.
  for (let batch = 0; batch < 20; batch++) run(10_000);
  expect(run(10_000)).toBeLessThan(10);
  wait(1_000);
  const looked = run(10_000);
  expect(looked).toBeGreaterThan(1_000 * FILTER_TIME.share - 10);
  expect(looked).toBeLessThanOrEqual(1_000 * FILTER_TIME.share + 10);
});

test("MetricFilterRunner spends no time on groups without filters", () => {
  const { run, reports } = slowRunner();
  expect(run(10_000, 2)).toBe(0);
  expect(reports).toEqual([]);
  expect(run(100)).toBe(100);
});
