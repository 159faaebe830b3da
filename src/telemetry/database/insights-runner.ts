// Where the store meets the languages that log events are asked in: filter patterns, and Logs Insights.
import type { InsightsResult, LogEvent } from "../../store/log-store.ts";
import { compileFilterPattern, testFilterPattern } from "../filter-patterns/filter-pattern.ts";
import { parseInsightsQuery } from "../insights/parse-insights-query.ts";
import { runInsightsPlan, type InsightsRun } from "../insights/run-insights-plan.ts";

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
  parseInsightsQuery(queryText);
}

/** Throws LogStoreError "malformed-query". Events come newest first. */
export function runInsightsText(
  queryText: string,
  events: Iterable<LogEvent>,
  run: InsightsRun,
): InsightsResult {
  return runInsightsPlan(parseInsightsQuery(queryText), events, run);
}
