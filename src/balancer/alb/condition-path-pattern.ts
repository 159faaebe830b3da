// path-pattern: the path as it came, without the query; case counts; nothing is decoded first [I].
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions
import type { ConditionSnapshot } from "../../store/snapshots.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { IndexKey, ProblemReporter, RuleCondition } from "./rule-condition.ts";
import { compileTexts, fitsAny, keysOf } from "./rule-condition.ts";
import type { TextPattern } from "./wildcard.ts";

export class PathPatternCondition implements RuleCondition {
  readonly field = "path-pattern";
  readonly keys: readonly IndexKey[] | null;
  readonly #patterns: readonly TextPattern[];

  constructor(condition: ConditionSnapshot, onProblem: ProblemReporter) {
    this.#patterns = compileTexts(condition, false, onProblem);
    this.keys = keysOf("path", this.#patterns);
  }

  matches(facts: RequestFacts): boolean {
    return fitsAny(this.#patterns, facts.path);
  }

  seen(facts: RequestFacts): string {
    return facts.path;
  }
}
