// Log events and runs for the tests of Insights.
import type { LogEvent } from "../../store/log-store.ts";
import { parseInsightsQuery } from "./parse-insights-query.ts";
import { runInsightsPlan } from "./run-insights-plan.ts";

export const FIRST_EVENT_MS = Date.UTC(2026, 10, 22, 10, 0, 0);
const EVENT_INTERVAL_MS = 60_000;
const ROWS_MAX = 1000;

/** One event a minute, in the order given. */
export function eventsOf(messages: readonly (string | object)[]): LogEvent[] {
  return messages.map((message, index) => ({
    eventId: `event-${index}`,
    groupName: "/aws/shop",
    streamName: "one",
    atMs: FIRST_EVENT_MS + index * EVENT_INTERVAL_MS,
    ingestedAtMs: FIRST_EVENT_MS + index * EVENT_INTERVAL_MS + 500,
    message: typeof message === "string" ? message : JSON.stringify(message),
  }));
}

/** The whole answer to a query; messages come oldest first. */
export function resultOf(query: string, messages: readonly (string | object)[], limit = ROWS_MAX) {
  return runInsightsPlan(parseInsightsQuery(query), eventsOf(messages).toReversed(), {
    limit,
    account: "000000000000",
    nowMs: FIRST_EVENT_MS,
  });
}

/** The rows of an answer as objects, without @ptr. */
export function rowsOf(query: string, messages: readonly (string | object)[], limit = ROWS_MAX) {
  return resultOf(query, messages, limit).rows.map((row) =>
    Object.fromEntries(
      row.filter(({ field }) => field !== "@ptr").map(({ field, value }) => [field, value]),
    ),
  );
}

/** The value of an expression for an event with that message. */
export function valueOf(expression: string, message: string | object = "x"): string | undefined {
  return rowsOf(`fields ${expression} as value`, [message])[0]?.["value"];
}
