// What every condition of a rule is to the matcher: a test, and, where its values allow it, the keys under which an
// index can find the rule without trying it. The kinds of conditions stand in condition-*.ts, listed in conditions.ts.
import type { ConditionSnapshot } from "../../store/snapshots.ts";
import { compileRegexValue } from "./regex-value.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { TextPattern } from "./wildcard.ts";
import { compileWildcard } from "./wildcard.ts";

/**
 * A text that a request must have for the condition to hold: wholly, at its beginning or at its end. `subject` says
 * where: "host", "path", "method", "query" (a "key=value") or "header:NAME".
 */
export interface IndexKey {
  readonly subject: string;
  readonly kind: "exact" | "prefix" | "suffix";
  readonly text: string;
}

export interface RuleCondition {
  readonly field: ConditionSnapshot["field"];
  /** One key per value: the condition can only hold for requests that have one of them. Null: cannot be told. */
  readonly keys: readonly IndexKey[] | null;
  matches(facts: RequestFacts): boolean;
  /** The part of the request that the condition looks at, for explanations. */
  seen(facts: RequestFacts): string;
}

/** Hears of values that cannot be used. */
export type ProblemReporter = (problem: string) => void;

/** Values and regular expressions of a condition, compiled; lower-cased where case does not count. */
export function compileTexts(
  condition: ConditionSnapshot,
  ignoreCase: boolean,
  onProblem: ProblemReporter,
): readonly TextPattern[] {
  const patterns: TextPattern[] = [];
  for (const value of condition.values) {
    patterns.push(compileWildcard(ignoreCase ? value.toLowerCase() : value));
  }
  for (const value of condition.regexValues) {
    patterns.push(compileRegexValue(value, ignoreCase, onProblem));
  }
  return patterns;
}

/** The index keys of patterns on one subject, or null when one of them begins and ends with anything. */
export function keysOf(
  subject: string,
  patterns: readonly TextPattern[],
): readonly IndexKey[] | null {
  const keys: IndexKey[] = [];
  for (const pattern of patterns) {
    if (pattern.exact !== null) keys.push({ subject, kind: "exact", text: pattern.exact });
    else if (pattern.prefix.length >= pattern.suffix.length && pattern.prefix !== "") {
      keys.push({ subject, kind: "prefix", text: pattern.prefix });
    } else if (pattern.suffix !== "") {
      keys.push({ subject, kind: "suffix", text: pattern.suffix });
    } else return null;
  }
  return keys;
}

/** Whether any of the patterns fits. */
export function fitsAny(patterns: readonly TextPattern[], text: string): boolean {
  for (const pattern of patterns) if (pattern.matches(text)) return true;
  return false;
}
