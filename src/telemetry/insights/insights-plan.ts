// What a query of CloudWatch Logs Insights is once it has been read: commands in order over expressions in tree form.
// Plain types; parse-insights-query.ts makes them, run-insights-plan.ts runs them.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
import type { ArithmeticOperator } from "../../base/arithmetic.ts";
import type { AggregateName } from "./aggregate.ts";
import type { SearchPattern } from "./search-pattern.ts";

/** A point in time, shown as date and time; everywhere else it counts as its milliseconds. */
export interface InsightsTime {
  readonly timeMs: number;
}

/** Null is a field that is not there. */
export type InsightsValue = string | number | boolean | InsightsTime | null;

/** What a function is given of the query as a whole. */
export interface InsightsMoment {
  readonly nowMs: number;
}

export type ScalarFunction = (
  values: readonly InsightsValue[],
  moment: InsightsMoment,
) => InsightsValue;

/** Milliseconds, or months where the calendar decides the length. */
export type Period =
  | { readonly unit: "ms"; readonly length: number }
  | { readonly unit: "month"; readonly length: number };

export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";

export type Expression =
  | { readonly type: "literal"; readonly value: InsightsValue }
  | { readonly type: "field"; readonly name: string }
  | { readonly type: "call"; readonly apply: ScalarFunction; readonly parts: readonly Expression[] }
  | {
      readonly type: "round-time";
      readonly part: Expression;
      readonly period: Period;
      readonly isUp: boolean;
    }
  | {
      readonly type: "arithmetic";
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: "comparison";
      readonly operator: Comparison;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly type: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | { readonly type: "not"; readonly part: Expression }
  | { readonly type: "in"; readonly part: Expression; readonly choices: readonly Expression[] }
  | { readonly type: "contains"; readonly part: Expression; readonly text: string }
  | { readonly type: "matches"; readonly part: Expression; readonly pattern: SearchPattern };

export interface NamedExpression {
  /** The name behind "as", else the expression as it was written. */
  readonly name: string;
  readonly expression: Expression;
}

/** How `parse` takes values of a text. */
export type Extraction =
  | {
      /** What stands before, between and behind the asterisks: one more than there are names. */
      readonly type: "glob";
      readonly literals: readonly string[];
      readonly names: readonly string[];
    }
  | {
      readonly type: "regex";
      readonly pattern: SearchPattern;
      readonly groups: readonly { readonly name: string; readonly group: number }[];
    };

export interface AggregateCall {
  readonly aggregate: AggregateName;
  /** Null for count(*). */
  readonly part: Expression | null;
  readonly percent: number;
}

/** Where an expression of `stats` finds the result of the aggregate at that index: no field can be named so. */
export function aggregateField(index: number): string {
  return `\u0000${index}`;
}

export interface SortKey {
  readonly expression: Expression;
  readonly isDescending: boolean;
}

export interface StatsCommand {
  readonly command: "stats";
  readonly by: readonly NamedExpression[];
  readonly aggregates: readonly AggregateCall[];
  readonly items: readonly NamedExpression[];
}

export type InsightsCommand =
  /** What is computed; fields that are only shown are among the columns. */
  | { readonly command: "fields"; readonly items: readonly NamedExpression[] }
  | { readonly command: "filter"; readonly condition: Expression }
  | { readonly command: "parse"; readonly source: Expression; readonly extraction: Extraction }
  | { readonly command: "sort"; readonly keys: readonly SortKey[] }
  | { readonly command: "limit"; readonly count: number }
  | { readonly command: "dedup"; readonly keys: readonly Expression[] }
  | StatsCommand;

export interface InsightsPlan {
  readonly commands: readonly InsightsCommand[];
  /** What is shown, in order. */
  readonly columns: readonly string[];
}
