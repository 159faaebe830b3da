// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
import { beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import type { InsightsRequest, InsightsResult } from "../../store/log-store.ts";
import { QUERY_TIMEOUT_MS, RunningQueries, type KeptQuery } from "./running-queries.ts";

const SCOPE = { account: "123456789012", region: "eu-central-1" };
const REQUEST: InsightsRequest = {
  groupNames: ["a"],
  startMs: 0,
  endMs: 1,
  queryText: "fields @message",
  limit: 10,
};

function resultOf(rows: number): InsightsResult {
  return {
    rows: Array.from({ length: rows }, () => [{ field: "@message", value: "m" }]),
    recordsMatched: rows,
    recordsScanned: rows,
    bytesScanned: rows,
  };
}

let queries: RunningQueries;
let clock: FakeClock;
/** What the store was asked and has not answered, in order. */
let asked: PromiseWithResolvers<InsightsResult>[];
let failures: unknown[];

beforeEach(() => {
  queries = new RunningQueries();
  clock = new FakeClock();
  asked = [];
  failures = [];
});

function start(scope = SCOPE): KeptQuery {
  return queries.start(scope, REQUEST, {
    clock,
    logs: {
      runInsights: () => {
        const pending = Promise.withResolvers<InsightsResult>();
        asked.push(pending);
        return pending.promise;
      },
    },
    failed: (_query, cause) => failures.push(cause),
  });
}

/** Lets the store answer and the query take it. */
async function answer(index: number, result: InsightsResult): Promise<void> {
  asked[index]?.resolve(result);
  await asked[index]?.promise;
  await Promise.resolve();
}

describe("RunningQueries", () => {
  it("runs a query to its end", async () => {
    const { id } = start();
    expect(queries.find(SCOPE, id)).toMatchObject({ status: "Running", result: null });
    clock.advance(5);
    await answer(0, resultOf(2));
    expect(queries.find(SCOPE, id)).toMatchObject({
      status: "Complete",
      result: { recordsMatched: 2 },
      endedAtMs: clock.nowMs(),
    });
  });

  it("keeps that a query failed, and says why", async () => {
    const { id } = start();
    asked[0]?.reject(new Error("No disk"));
    await asked[0]?.promise.catch(() => {});
    await Promise.resolve();
    expect(queries.find(SCOPE, id)).toMatchObject({ status: "Failed", result: null });
    expect(failures).toEqual([new Error("No disk")]);
  });

  it("takes no rows for a query that was cancelled", async () => {
    const query = start();
    expect(queries.stop(query, clock)).toBe(true);
    await answer(0, resultOf(1));
    expect(query).toMatchObject({ status: "Cancelled", result: null });
    expect(queries.stop(query, clock)).toBe(false);
  });

  it("gives a query up after an hour", () => {
    const query = start();
    clock.advance(QUERY_TIMEOUT_MS - 1);
    expect(query.status).toBe("Running");
    clock.advance(1);
    expect(query.status).toBe("Timeout");
  });

  it("shows an account and region its own queries, the latest first", () => {
    const first = start();
    const elsewhere = start({ ...SCOPE, region: "us-east-1" });
    const second = start();
    expect(queries.list(SCOPE)).toEqual([second, first]);
    expect(queries.find(SCOPE, elsewhere.id)).toBeUndefined();
    expect(queries.runningIn(SCOPE)).toBe(2);
  });

  it("forgets the oldest that have ended when there are too many", async () => {
    const running = start();
    const ended = start();
    await answer(1, resultOf(1));
    for (let i = 0; i < 999; i++) start();
    expect(queries.find(SCOPE, running.id)).toBe(running);
    expect(queries.find(SCOPE, ended.id)).toBeUndefined();
  });

  it("forgets the oldest results when they are too large together", async () => {
    const first = start();
    const second = start();
    await answer(0, resultOf(200_000));
    expect(queries.find(SCOPE, first.id)).toBe(first);
    await answer(1, resultOf(60_000));
    expect(queries.find(SCOPE, first.id)).toBeUndefined();
    expect(queries.find(SCOPE, second.id)).toMatchObject({ status: "Complete" });
  });

  it("forgets all and takes nothing that comes later", async () => {
    const query = start();
    queries.forgetAll();
    await answer(0, resultOf(1));
    expect(queries.list(SCOPE)).toEqual([]);
    expect(query.result).toBeNull();
    clock.advance(QUERY_TIMEOUT_MS);
    expect(query.status).toBe("Running");
  });
});
