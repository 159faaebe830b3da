// http-header: a field by name, its value with wildcards, case ignored in both. A field that came several times is
// tried line by line in order; it need not be the first that fits.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#http-header-conditions
import type { ConditionSnapshot } from "../../store/snapshots.ts";
import { withoutControls } from "./request-facts.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { IndexKey, ProblemReporter, RuleCondition } from "./rule-condition.ts";
import { compileTexts, fitsAny, keysOf } from "./rule-condition.ts";
import type { TextPattern } from "./wildcard.ts";

/** A field's value as rules see it: visible characters, in lower case. */
export function fieldForRules(value: string): string {
  return withoutControls(value).toLowerCase();
}

/** Whether the field at that place has that name (lower case). */
export function isFieldNamed(facts: RequestFacts, index: number, lowerCaseName: string): boolean {
  const name = facts.fields.name(index);
  return name.length === lowerCaseName.length && name.toLowerCase() === lowerCaseName;
}

export class HttpHeaderCondition implements RuleCondition {
  readonly field = "http-header";
  readonly keys: readonly IndexKey[] | null;
  readonly #name: string;
  readonly #patterns: readonly TextPattern[];

  constructor(condition: ConditionSnapshot, onProblem: ProblemReporter) {
    this.#name = condition.headerName.toLowerCase();
    this.#patterns = compileTexts(condition, true, onProblem);
    this.keys = keysOf(`header:${this.#name}`, this.#patterns);
  }

  matches(facts: RequestFacts): boolean {
    for (let i = 0; i < facts.fields.count; i++) {
      if (!isFieldNamed(facts, i, this.#name)) continue;
      if (fitsAny(this.#patterns, fieldForRules(facts.fields.value(i)))) return true;
    }
    return false;
  }

  seen(facts: RequestFacts): string {
    return facts.fields.joined(this.#name) ?? "";
  }
}
