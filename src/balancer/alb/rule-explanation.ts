// Why a request got the rule it got: for each rule that came before, the first condition that did not hold and what
// the request had instead. Only computed when somebody asks (a journey, the doctor).
import type { RequestFacts } from "./request-facts.ts";
import type { CompiledRule, RuleMatcher } from "./rule-matcher.ts";

/** A rule that did not match. */
export interface RuleMiss {
  readonly ruleArn: string;
  readonly priority: number;
  /** The condition that failed, and what it looked at. */
  readonly field: string;
  readonly seen: string;
}

export interface RulePlan {
  /** Null only when the listener has no default rule. */
  readonly matched: CompiledRule | null;
  /** Rules tried before it, in order of priority. */
  readonly missed: readonly RuleMiss[];
}

/** Rules an explanation names; those before the matched one that are farther away are left out. */
export const EXPLAINED_RULES_MAX = 100;

function missOf(compiled: CompiledRule, facts: RequestFacts): RuleMiss | null {
  for (const condition of compiled.conditions) {
    if (condition.matches(facts)) continue;
    return {
      ruleArn: compiled.rule.ruleArn,
      priority: compiled.rule.priority,
      field: condition.field,
      seen: condition.seen(facts),
    };
  }
  return null;
}

/** The rule for a request, with the reasons why those before it were passed over. */
export function planRequest(matcher: RuleMatcher, facts: RequestFacts): RulePlan {
  const matched = matcher.match(facts) ?? null;
  const end = matched === null ? matcher.rules.length : matcher.rules.indexOf(matched);
  const missed: RuleMiss[] = [];
  for (let i = Math.max(0, end - EXPLAINED_RULES_MAX); i < end; i++) {
    const miss = missOf(matcher.rules[i] as CompiledRule, facts);
    if (miss !== null) missed.push(miss);
  }
  return { matched, missed };
}
