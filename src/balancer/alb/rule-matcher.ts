// Which rule a request gets: the first, in order of priority, whose conditions all hold; else the default rule. A
// matcher is built from a listener's snapshot in slices, so that a thousand rules never stall traffic, and is pure:
// the same facts give the same rule. Why a rule did not match is told by rule-explanation.ts, on demand.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
import type { Clock } from "../../base/clock.ts";
import type { RuleSnapshot } from "../../store/snapshots.ts";
import { compileAction } from "./actions.ts";
import type { CompiledAction } from "./actions.ts";
import { CONDITIONS } from "./conditions.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { IndexKey, ProblemReporter, RuleCondition } from "./rule-condition.ts";
import { RuleIndex } from "./rule-index.ts";

/** A rule ready to be tried and carried out. */
export interface CompiledRule {
  readonly rule: RuleSnapshot;
  readonly conditions: readonly RuleCondition[];
  readonly action: CompiledAction;
  /** How many rules have been evaluated when it is its turn, it included; the default one is not counted. */
  readonly evaluations: number;
}

export class RuleMatcher {
  /** In order of priority, the default rule last. */
  readonly rules: readonly CompiledRule[];
  readonly #index: RuleIndex;

  constructor(rules: readonly CompiledRule[], index: RuleIndex) {
    this.rules = rules;
    this.#index = index;
  }

  /** The rule for a request; undefined only when there is no default rule. */
  match(facts: RequestFacts): CompiledRule | undefined {
    const bits = this.#index.lookUp(facts);
    for (let word = 0; word < bits.length; word++) {
      let rest = bits[word] as number;
      while (rest !== 0) {
        // The lowest set bit is the rule that comes first.
        const bit = 31 - Math.clz32(rest & -rest);
        const compiled = this.rules[word * 32 + bit] as CompiledRule;
        if (holds(compiled.conditions, facts)) return compiled;
        rest &= rest - 1;
      }
    }
    return undefined;
  }
}

function holds(conditions: readonly RuleCondition[], facts: RequestFacts): boolean {
  for (const condition of conditions) if (!condition.matches(facts)) return false;
  return true;
}

function keyName(key: IndexKey): string {
  return `${key.kind}\n${key.subject}\n${key.text}`;
}

/** Builds a matcher step by step. */
export class RuleMatcherBuilder {
  readonly #snapshots: readonly RuleSnapshot[];
  readonly #clock: Clock;
  readonly #onProblem: ProblemReporter;
  readonly #compiled: CompiledRule[] = [];
  /** How many rules stand under a key: the rarest keys make the fewest candidates. */
  readonly #rulesByKey = new Map<string, number>();
  readonly #index: RuleIndex;
  #placed = 0;

  constructor(rules: readonly RuleSnapshot[], clock: Clock, onProblem: ProblemReporter) {
    this.#snapshots = rules;
    this.#clock = clock;
    this.#onProblem = onProblem;
    this.#index = new RuleIndex(rules.length);
  }

  /** Works until the clock's monotonic time reaches `deadlineMs`; true when the matcher is ready. */
  step(deadlineMs: number): boolean {
    const total = this.#snapshots.length;
    while (this.#placed < total) {
      if (this.#compiled.length < total) this.#compileNext();
      else this.#placeNext();
      if (this.#clock.monotonicMs() >= deadlineMs) break;
    }
    return this.#placed >= total;
  }

  /** The finished matcher, once `step` has returned true. */
  matcher(): RuleMatcher {
    return new RuleMatcher(this.#compiled, this.#index);
  }

  #compileNext(): void {
    const rule = this.#snapshots[this.#compiled.length] as RuleSnapshot;
    const conditions = rule.conditions.map((condition) =>
      CONDITIONS[condition.field](condition, this.#onProblem),
    );
    const action = compileAction(rule, this.#onProblem);
    const evaluations = this.#compiled.length + (rule.isDefault ? 0 : 1);
    this.#compiled.push({ rule, conditions, action, evaluations });
    for (const { keys } of conditions) {
      for (const key of keys ?? []) {
        const name = keyName(key);
        this.#rulesByKey.set(name, (this.#rulesByKey.get(name) ?? 0) + 1);
      }
    }
  }

  /** Puts a rule under the keys of that one of its conditions whose keys are rarest. */
  #placeNext(): void {
    const number = this.#placed++;
    const compiled = this.#compiled[number] as CompiledRule;
    let best: readonly IndexKey[] | null = null;
    let bestCount = Infinity;
    for (const { keys } of compiled.conditions) {
      if (keys === null) continue;
      let count = 0;
      for (const key of keys) count += this.#rulesByKey.get(keyName(key)) ?? 0;
      if (count < bestCount) {
        best = keys;
        bestCount = count;
      }
    }
    if (best === null) this.#index.addAlways(number);
    else this.#index.add(number, best);
  }
}
