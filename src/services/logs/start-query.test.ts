// The operations on Logs Insights queries, with a store that answers what a test says.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
import { beforeEach, describe, expect, it } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import {
  LogStoreError,
  type InsightsRequest,
  type InsightsResult,
  type LogStore,
} from "../../store/log-store.ts";
import type { OperationContext } from "../operation-context.ts";
import { createLogGroup } from "./create-log-group.ts";
import { describeQueries } from "./describe-queries.ts";
import { getQueryResults } from "./get-query-results.ts";
import { listLogGroupsForQuery } from "./list-log-groups-for-query.ts";
import type { LogsInput } from "./logs-operation.ts";
import { startQuery } from "./start-query.ts";
import { stopQuery } from "./stop-query.ts";

const ARN = "arn:aws:logs:eu-central-1:123456789012:log-group:";

let bed: OperationTestBed;
let requests: InsightsRequest[];
/** The store answers queries when this is fulfilled. */
let answer: PromiseWithResolvers<InsightsResult>;

beforeEach(async () => {
  bed = new OperationTestBed();
  requests = [];
  answer = Promise.withResolvers<InsightsResult>();
  for (const logGroupName of ["a", "b"]) await bed.run(createLogGroup, { logGroupName });
});

/** The store of the bed, but for queries. */
function withQueries(logs: LogStore): LogStore {
  return {
    findGroup: (...asked: Parameters<LogStore["findGroup"]>) => logs.findGroup(...asked),
    checkInsights: async (queryText: string) => {
      if (queryText.startsWith("what")) {
        throw new LogStoreError("malformed-query", "unexpected symbol found what", 0);
      }
    },
    runInsights: (_scope: unknown, request: InsightsRequest) => {
      requests.push(request);
      return answer.promise;
    },
  } as unknown as LogStore;
}

function started(input: Partial<LogsInput<"StartQuery">>, context: OperationContext) {
  const whole = { startTime: 100, endTime: 200, queryString: "fields @message", ...input };
  return startQuery(whole, { ...context, logs: withQueries(context.logs) });
}

async function start(input: Partial<LogsInput<"StartQuery">> = { logGroupName: "a" }) {
  const { queryId = "" } = await bed.run(started, input);
  return queryId;
}

describe("startQuery()", () => {
  it("asks the store for the groups and the whole of the last second", async () => {
    await start({ logGroupIdentifiers: ["b", `${ARN}a`, "a"], limit: 5 });
    expect(requests).toEqual([
      {
        groupNames: ["b", "a"],
        startMs: 100_000,
        endMs: 200_999,
        queryText: "fields @message",
        limit: 5,
      },
    ]);
  });

  it("answers before the query has ended", async () => {
    const queryId = await start();
    expect(await bed.run(getQueryResults, { queryId })).toMatchObject({
      status: "Running",
      results: [],
      statistics: { recordsMatched: 0, recordsScanned: 0, bytesScanned: 0 },
    });
    answer.resolve({
      rows: [[{ field: "@message", value: "m" }], [{ field: "@message", value: "n" }]],
      recordsMatched: 2,
      recordsScanned: 7,
      bytesScanned: 70,
    });
    await answer.promise;
    const results = await bed.run(getQueryResults, { queryId, maxItems: 1 });
    expect(results).toEqual({
      queryLanguage: "CWLI",
      status: "Complete",
      results: [[{ field: "@message", value: "m" }]],
      statistics: {
        recordsMatched: 2,
        recordsScanned: 7,
        bytesScanned: 70,
        estimatedBytesSkipped: 0,
        estimatedRecordsSkipped: 0,
        logGroupsScanned: 1,
      },
      nextToken: expect.any(String),
    });
    const { nextToken = "" } = results;
    const rest = await bed.run(getQueryResults, { queryId, maxItems: 1, nextToken });
    expect(rest.results).toEqual([[{ field: "@message", value: "n" }]]);
    expect(rest.nextToken).toBeUndefined();
  });

  it("says where a query makes no sense", async () => {
    await expect(start({ logGroupName: "a", queryString: "what is it" })).rejects.toMatchObject({
      name: "MalformedQueryException",
      message: "unexpected symbol found what",
      queryCompileError: {
        location: { startCharOffset: 0, endCharOffset: 1 },
        message: "unexpected symbol found what",
      },
    });
  });

  it("refuses what AWS refuses", async () => {
    expect(await bed.refusal(started, {})).toEqual([
      "InvalidParameterException",
      "Exactly one of logGroupName, logGroupNames or logGroupIdentifiers must be specified.",
    ]);
    const both = { logGroupName: "a", logGroupNames: ["a"] };
    expect((await bed.refusal(started, both))[0]).toBe("InvalidParameterException");
    expect(await bed.refusal(started, { logGroupNames: ["a", "gone"] })).toEqual([
      "ResourceNotFoundException",
      "Log group 'gone' does not exist for account ID '123456789012'",
    ]);
    const backwards = { logGroupName: "a", startTime: 201 };
    expect((await bed.refusal(started, backwards))[0]).toBe("MalformedQueryException");
    expect(await bed.refusal(started, { logGroupName: "a", limit: 0 })).toEqual([
      "InvalidParameterException",
      "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ]);
    expect(await bed.refusal(started, { logGroupName: "a", queryLanguage: "SQL" })).toEqual([
      "NotImplemented",
      "Postern does not have queries in SQL yet",
    ]);
  });

  it("runs at most thirty at a time", async () => {
    for (let i = 0; i < 30; i++) await start();
    expect(await bed.refusal(started, { logGroupName: "a" })).toEqual([
      "LimitExceededException",
      "Account maximum query concurrency limit of [30] reached.",
    ]);
  });
});

describe("stopQuery()", () => {
  it("cancels a query that runs, once", async () => {
    const queryId = await start();
    expect(await bed.run(stopQuery, { queryId })).toEqual({ success: true });
    expect(await bed.run(getQueryResults, { queryId })).toMatchObject({ status: "Cancelled" });
    expect(await bed.refusal(stopQuery, { queryId })).toEqual([
      "InvalidParameterException",
      "The specified query is not running.",
    ]);
    expect(await bed.refusal(stopQuery, { queryId: "x" })).toEqual([
      "ResourceNotFoundException",
      "Query 'x' does not exist.",
    ]);
  });
});

describe("describeQueries()", () => {
  it("shows the latest first, by group and by status", async () => {
    const first = await start({ logGroupName: "a" });
    const second = await start({ logGroupNames: ["a", "b"] });
    await bed.run(stopQuery, { queryId: first });
    const all = await bed.run(describeQueries, {});
    expect(all.queries?.map(({ queryId }) => queryId)).toEqual([second, first]);
    const ofB = await bed.run(describeQueries, { logGroupName: "b" });
    expect(ofB.queries).toEqual([
      {
        queryLanguage: "CWLI",
        queryId: second,
        queryString: "fields @message",
        status: "Running",
        createTime: bed.clock.nowMs(),
        logGroupName: "a,b",
      },
    ]);
    const cancelled = await bed.run(describeQueries, { status: "Cancelled" as const });
    expect(cancelled.queries?.map(({ queryId }) => queryId)).toEqual([first]);
    const page = await bed.run(describeQueries, { maxResults: 1 });
    expect(page.queries).toHaveLength(1);
    const { nextToken = "" } = page;
    const rest = await bed.run(describeQueries, { maxResults: 1, nextToken });
    expect(rest.queries?.map(({ queryId }) => queryId)).toEqual([first]);
    expect((await bed.refusal(describeQueries, { nextToken: "x" }))[1]).toBe(
      "The specified nextToken is invalid.",
    );
  });
});

describe("listLogGroupsForQuery()", () => {
  it("names the groups of a query", async () => {
    const queryId = await start({ logGroupNames: ["a", "b"] });
    expect(await bed.run(listLogGroupsForQuery, { queryId })).toEqual({
      logGroupIdentifiers: ["a", "b"],
    });
  });
});
