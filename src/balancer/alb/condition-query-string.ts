// query-string: a pair of the query, or a value under any key, with wildcards and case ignored; "\*", "\?" and "\\"
// stand for the characters themselves. Nothing is decoded before it is compared [I].
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#query-string-conditions
import type { ConditionSnapshot } from "../../store/snapshots.ts";
import { queryPairsOf } from "./request-facts.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { IndexKey, RuleCondition } from "./rule-condition.ts";
import { compileWildcard } from "./wildcard.ts";
import type { TextPattern } from "./wildcard.ts";

interface PairPattern {
  readonly key: TextPattern | null;
  readonly value: TextPattern;
}

function keysOfPairs(pairs: readonly PairPattern[]): readonly IndexKey[] | null {
  const keys: IndexKey[] = [];
  for (const { key, value } of pairs) {
    if (key === null || key.exact === null || value.exact === null) return null;
    keys.push({ subject: "query", kind: "exact", text: `${key.exact}=${value.exact}` });
  }
  return keys;
}

export class QueryStringCondition implements RuleCondition {
  readonly field = "query-string";
  readonly keys: readonly IndexKey[] | null;
  readonly #pairs: readonly PairPattern[];

  constructor(condition: ConditionSnapshot) {
    this.#pairs = condition.pairs.map(({ key, value }) => ({
      key: key === null ? null : compileWildcard(key.toLowerCase(), true),
      value: compileWildcard(value.toLowerCase(), true),
    }));
    this.keys = keysOfPairs(this.#pairs);
  }

  matches(facts: RequestFacts): boolean {
    const asked = queryPairsOf(facts);
    for (const pattern of this.#pairs) {
      for (const pair of asked) {
        if (pattern.key !== null && !pattern.key.matches(pair.key)) continue;
        if (pattern.value.matches(pair.value)) return true;
      }
    }
    return false;
  }

  seen(facts: RequestFacts): string {
    return facts.query;
  }
}
