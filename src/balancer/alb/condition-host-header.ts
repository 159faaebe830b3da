// host-header: the first Host field, without its port [I], whatever its case. "*.example.com" is not "example.com".
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#host-conditions
import type { ConditionSnapshot } from "../../store/snapshots.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { IndexKey, ProblemReporter, RuleCondition } from "./rule-condition.ts";
import { compileTexts, fitsAny, keysOf } from "./rule-condition.ts";
import type { TextPattern } from "./wildcard.ts";

export class HostHeaderCondition implements RuleCondition {
  readonly field = "host-header";
  readonly keys: readonly IndexKey[] | null;
  readonly #patterns: readonly TextPattern[];

  constructor(condition: ConditionSnapshot, onProblem: ProblemReporter) {
    this.#patterns = compileTexts(condition, true, onProblem);
    this.keys = keysOf("host", this.#patterns);
  }

  matches(facts: RequestFacts): boolean {
    return fitsAny(this.#patterns, facts.host);
  }

  seen(facts: RequestFacts): string {
    return facts.host;
  }
}
