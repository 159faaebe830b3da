import { expect, test } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import type { MetricStore } from "../../store/metric-store.ts";
import { readDataQueries } from "./metric-data-query.ts";
import { readMetricData } from "./metric-data-reader.ts";

const END_MS = Date.UTC(2026, 10, 22, 12);
const SCOPE = { account: "000000000000", region: "us-east-1" };
/** Without a metric; a search is answered with an empty page. */
const NO_METRICS: MetricStore = {
  put: () => Promise.resolve(),
  read: () => Promise.resolve([]),
  search: () => Promise.resolve({ metrics: [], next: null }),
};

function readAll(expressions: readonly string[], hours = 1): Promise<unknown> {
  const nowMs = new FakeClock(END_MS).nowMs();
  const queries = expressions.map((Expression, n) => ({ Id: `e${n}`, Expression, Period: 60 }));
  return readMetricData(
    readDataQueries(queries, "MetricDataQueries"),
    { metrics: NO_METRICS, scope: SCOPE },
    { startMs: END_MS - hours * 3_600_000, endMs: END_MS, nowMs },
  );
}

function arrayOf(id: string, count: number): string {
  return `[${Array<string>(count).fill(id).join(",")}]`;
}

test("readMetricData() refuses arrays of arrays that grow beyond all bounds", async () => {
  const bomb = ["TIME_SERIES(1)", arrayOf("e0", 500), arrayOf("e1", 500), arrayOf("e2", 500)];
  await expect(readAll(bomb)).rejects.toThrow(/e\d.*An array has more than 10000 time series/);
});

test("readMetricData() refuses operators without number over a range of very many periods", async () => {
  const long = `TIME_SERIES(1)${"+TIME_SERIES(1)".repeat(120)}`;
  await expect(readAll(Array<string>(20).fill(long), 24 * 30)).rejects.toThrow(
    /too many values to calculate/,
  );
});

test("readMetricData() refuses more searches than a hundred", async () => {
  const search = "SEARCH('{A} a','Sum')";
  const five = `[${Array<string>(5).fill(search).join(",")}]`;
  await expect(readAll(Array<string>(20).fill(five))).resolves.toBeDefined();
  await expect(readAll(Array<string>(21).fill(five))).rejects.toThrow(/more than 100 searches/);
});
