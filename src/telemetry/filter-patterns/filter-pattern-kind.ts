// What the three kinds of filter pattern have in common. Types and the one error; no parsing.
import { LogStoreError } from "../../store/log-store.ts";
import type { LogMessage } from "./log-message.ts";

/** A filter pattern of any kind, parsed. */
export interface FilterPattern {
  /** What it looks at: words, a JSON document or columns. */
  readonly kind: "terms" | "json" | "columns";
  /** Regular expressions in it. */
  readonly expressionCount: number;
  matches(message: LogMessage): boolean;
  /** The fields that the pattern names and what they are in a message that matches: "$.status", "$bytes". */
  extract(message: LogMessage): Readonly<Record<string, string>>;
}

/** CloudWatch says no more of a pattern that it cannot read. [I] */
export function invalidPattern(message = "Invalid filter pattern"): LogStoreError {
  return new LogStoreError("invalid-pattern", message);
}
