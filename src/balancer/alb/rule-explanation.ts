// Why a request got the rule it got: for each rule that came before, its conditions up to the first that did not hold
// and what the request had instead. Only computed when somebody asks (a journey, the doctor).
import type { ConditionSnapshot } from "../../store/snapshots.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { CompiledRule, RuleMatcher } from "./rule-matcher.ts";

/** A condition that was tried, what it asks for and what it looked at. */
export interface TriedCondition {
  readonly field: string;
  /** Of http-header, else "". */
  readonly headerName: string;
  /** One of them would do. */
  readonly wanted: readonly string[];
  readonly seen: string;
  readonly holds: boolean;
}

/** A rule that did not match: its conditions up to the one that failed, which comes last. */
export interface RuleMiss {
  readonly ruleArn: string;
  readonly priority: number;
  readonly tried: readonly TriedCondition[];
}

export interface RulePlan {
  /** Null only when the listener has no default rule. */
  readonly matched: CompiledRule | null;
  /** Rules tried before it, in order of priority. */
  readonly missed: readonly RuleMiss[];
}

/** Rules an explanation names; those before the matched one that are farther away are left out. */
export const EXPLAINED_RULES_MAX = 100;

/** The conditions of a rule as far as they are tried: after the first that fails, none is. */
export function tryConditions(compiled: CompiledRule, facts: RequestFacts): TriedCondition[] {
  const tried: TriedCondition[] = [];
  for (const [index, condition] of compiled.conditions.entries()) {
    const holds = condition.matches(facts);
    const snapshot = compiled.rule.conditions[index];
    tried.push({
      field: condition.field,
      headerName: snapshot?.headerName ?? "",
      wanted: snapshot === undefined ? [] : wantedBy(snapshot),
      seen: condition.seen(facts),
      holds,
    });
    if (!holds) break;
  }
  return tried;
}

function wantedBy(condition: ConditionSnapshot): readonly string[] {
  const pairs = condition.pairs.map(({ key, value }) => (key === null ? value : `${key}=${value}`));
  return [...condition.values, ...condition.regexValues, ...pairs];
}

/** The rule for a request, with the reasons why those before it were passed over. */
export function planRequest(matcher: RuleMatcher, facts: RequestFacts): RulePlan {
  const matched = matcher.match(facts) ?? null;
  const end = matched === null ? matcher.rules.length : matcher.rules.indexOf(matched);
  const missed: RuleMiss[] = [];
  for (let i = Math.max(0, end - EXPLAINED_RULES_MAX); i < end; i++) {
    const compiled = matcher.rules[i] as CompiledRule;
    const { ruleArn, priority } = compiled.rule;
    missed.push({ ruleArn, priority, tried: tryConditions(compiled, facts) });
  }
  return { matched, missed };
}
