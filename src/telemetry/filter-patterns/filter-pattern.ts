// CloudWatch's filter patterns: which of the three kinds a text is, and the one way to use it. Bare terms are in
// term-pattern.ts, patterns over JSON in json-pattern.ts, those over columns in column-pattern.ts.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
import { LogStoreError } from "../../store/log-store.ts";
import { parseColumnPattern } from "./column-pattern.ts";
import type { FilterPattern } from "./filter-pattern-kind.ts";
import { parseJsonPattern } from "./json-pattern.ts";
import { LogMessage } from "./log-message.ts";
import { parseTermPattern } from "./term-pattern.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const FILTER_PATTERN_LENGTH_MAX = 1024;

/** The pattern, ready for messages; throws LogStoreError "invalid-pattern". */
export function parseFilterPattern(pattern: string): FilterPattern {
  if (pattern.length > FILTER_PATTERN_LENGTH_MAX) {
    throw new LogStoreError("invalid-pattern", "Invalid filter pattern");
  }
  const text = pattern.trim();
  if (text.startsWith("{")) return parseJsonPattern(text);
  if (text.startsWith("[")) return parseColumnPattern(text);
  return parseTermPattern(text);
}

/** Whether a message is what the pattern asks for; throws LogStoreError "invalid-pattern". */
export function compileFilterPattern(pattern: string): (message: string) => boolean {
  const parsed = parseFilterPattern(pattern);
  return (message) => parsed.matches(new LogMessage(message));
}

/** What LogStore.testPattern answers. */
export function testFilterPattern(
  pattern: string,
  messages: readonly string[],
): (Readonly<Record<string, string>> | null)[] {
  const parsed = parseFilterPattern(pattern);
  return messages.map((text) => {
    const message = new LogMessage(text);
    return parsed.matches(message) ? parsed.extract(message) : null;
  });
}
