// http-request-method: the method as it came; case counts, there are no wildcards, and any method may be named.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#http-request-method-conditions
import type { ConditionSnapshot } from "../../store/snapshots.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { IndexKey, RuleCondition } from "./rule-condition.ts";

export class HttpRequestMethodCondition implements RuleCondition {
  readonly field = "http-request-method";
  readonly keys: readonly IndexKey[];
  readonly #methods: readonly string[];

  constructor(condition: ConditionSnapshot) {
    this.#methods = condition.values;
    this.keys = condition.values.map((text) => ({ subject: "method", kind: "exact", text }));
  }

  matches(facts: RequestFacts): boolean {
    return this.#methods.includes(facts.method);
  }

  seen(facts: RequestFacts): string {
    return facts.method;
  }
}
