// The value of an expression for one row. What makes no sense (a text in a sum, a division by zero) has no value;
// nothing here throws.
import { arithmetic, type ArithmeticOperator } from "../../base/arithmetic.ts";
import type { Expression, InsightsMoment, InsightsValue } from "./insights-plan.ts";
import { compareWith, isTrue, numberOf, textOf } from "./insights-value.ts";
import type { SearchPattern } from "./search-pattern.ts";
import { ceilTime, floorTime } from "./time-period.ts";

/** Where fields are found. */
export interface FieldSource {
  get(name: string): InsightsValue;
}

/** What searching with regular expressions may cost all of a query: some tens of seconds at the very worst. */
const SEARCH_WORK_MAX = 2_000_000_000;

/** What one run of a query has in common: the time it is, and what it may still spend on searching. */
export class Evaluation implements InsightsMoment {
  readonly nowMs: number;
  #workLeft = SEARCH_WORK_MAX;

  constructor(nowMs: number) {
    this.nowMs = nowMs;
  }

  /** Whether the query has to end with what it has. */
  get isSpent(): boolean {
    return this.#workLeft <= 0;
  }

  find(pattern: SearchPattern, text: string): readonly number[] | null {
    const from = pattern.firstIn(text);
    if (from === -1) return null;
    this.#workLeft -= pattern.workFor(text.length - from);
    return pattern.find(text, from);
  }

  valueOf(expression: Expression, row: FieldSource): InsightsValue {
    switch (expression.type) {
      case "literal":
        return expression.value;
      case "field":
        return row.get(expression.name);
      case "call":
        return expression.apply(
          expression.parts.map((part) => this.valueOf(part, row)),
          this,
        );
      case "round-time": {
        const timeMs = numberOf(this.valueOf(expression.part, row));
        if (timeMs === null) return null;
        const rounded = expression.isUp ? ceilTime : floorTime;
        return { timeMs: rounded(timeMs, expression.period) };
      }
      case "arithmetic":
        return computed(
          expression.operator,
          numberOf(this.valueOf(expression.left, row)),
          numberOf(this.valueOf(expression.right, row)),
        );
      default:
        return this.holds(expression, row);
    }
  }

  holds(expression: Expression, row: FieldSource): boolean {
    switch (expression.type) {
      case "and":
        return this.holds(expression.left, row) && this.holds(expression.right, row);
      case "or":
        return this.holds(expression.left, row) || this.holds(expression.right, row);
      case "not":
        return !this.holds(expression.part, row);
      case "comparison":
        return compareWith(
          expression.operator,
          this.valueOf(expression.left, row),
          this.valueOf(expression.right, row),
        );
      case "in": {
        const value = this.valueOf(expression.part, row);
        return expression.choices.some((choice) =>
          compareWith("=", value, this.valueOf(choice, row)),
        );
      }
      case "contains": {
        const value = this.valueOf(expression.part, row);
        return value !== null && textOf(value).includes(expression.text);
      }
      case "matches": {
        const value = this.valueOf(expression.part, row);
        return value !== null && this.find(expression.pattern, textOf(value)) !== null;
      }
      default:
        return isTrue(this.valueOf(expression, row));
    }
  }
}

function computed(
  operator: ArithmeticOperator,
  left: number | null,
  right: number | null,
): InsightsValue {
  if (left === null || right === null) return null;
  const result = arithmetic(operator, left, right);
  return Number.isFinite(result) ? result : null;
}
