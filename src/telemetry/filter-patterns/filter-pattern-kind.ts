// What the three kinds of filter pattern have in common. Types and the one error; no parsing.
import { LogStoreError } from "../../store/log-store.ts";

/** A filter pattern of any kind, parsed. */
export interface FilterPattern {
  matches(message: string): boolean;
  /** The fields that the pattern names and what they are in a message that matches: "$.status", "$bytes". */
  extract(message: string): Readonly<Record<string, string>>;
}

/** CloudWatch says no more of a pattern that it cannot read. [I] */
export function invalidPattern(message = "Invalid filter pattern"): LogStoreError {
  return new LogStoreError("invalid-pattern", message);
}
