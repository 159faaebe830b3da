// What is refused, and where it is said to make no sense.
import { expect, test } from "vitest";
import { LogStoreError } from "../../store/log-store.ts";
import { parseInsightsQuery } from "./parse-insights-query.ts";

function refusalOf(query: string): LogStoreError {
  try {
    parseInsightsQuery(query);
  } catch (error) {
    if (error instanceof LogStoreError) return error;
    throw error;
  }
  throw new Error(`Query was taken: ${query}`);
}

test("parseInsightsQuery() says line and position of what it cannot read", () => {
  const refusal = refusalOf("fields @message\n| filtre x = 1");
  expect(refusal).toMatchObject({ kind: "malformed-query", offset: 18 });
  expect(refusal.message).toBe("unexpected symbol found filtre at line 2 and position 3");
});

test.for([
  ["fields @message | (((", 18, "unexpected symbol found ("],
  ["fields", 6, "end of query"],
  ["fields a |", 10, "end of query"],
  ["fields a b", 9, "unexpected symbol found b"],
  ["filter x like y", 14, "unexpected symbol found y"],
  ["filter x like /(/", 14, "invalid regular expression"],
  ["filter x like /(?=a)/", 14, "look-around is not supported"],
  ["filter x = 'a", 11, "missing '"],
  ["filter nope(x)", 7, "unknown function nope"],
  ["filter abs() = 1", 7, "too few arguments"],
  ["filter abs(1, 2)", 14, "too many arguments"],
  ["filter count(*) > 1", 7, "unexpected symbol found count"],
  ["fields jsonParse(@message)", 7, "which Postern does not have"],
  ["stats x by y", 8, "no aggregate"],
  ["stats sum(max(x))", 10, "unexpected symbol found max"],
  ["stats pct(x, 101)", 13, "invalid percentile"],
  ["stats count(*) by bin(5x)", 22, "invalid period"],
  ["limit 0", 6, "invalid limit"],
  ["limit 100001", 6, "invalid limit"],
  ['parse @message "a=*"', 20, "end of query"],
  ['parse @message "a=* b=*" as a', 15, "number of fields"],
  ["parse @message /a=(.*)/", 15, "without named groups"],
  [`parse @message /${"(a)".repeat(19)}(?<x>b)/`, 15, "too many groups"],
  ["unmask @message", 0, "which Postern does not have"],
  ["fields @message | pattern @message", 18, "which Postern does not have"],
  ["anomaly", 0, "which Postern does not have"],
  [`filter ${"(".repeat(100)}`, 39, "too deeply nested"],
  [`filter ${"not ".repeat(1000)}x`, 7 + 4 * 501, "too many operators"],
] as const)("%s", ([query, offset, text]) => {
  const refusal = refusalOf(query);
  expect(refusal.message).toContain(text);
  expect(refusal.offset).toBe(offset);
});

test.for([
  "",
  "# only a comment",
  "fields @timestamp, @message\n| sort @timestamp desc\n| limit 20",
  "stats avg(x), max(x) by bin(300s)",
  "filter @message like /a\\/b/ | stats count() by bin(5m) as t, a.b.c",
  "fields a-b, `c-d`",
])("parseInsightsQuery() takes %j", (query) => {
  expect(() => parseInsightsQuery(query)).not.toThrow();
});
