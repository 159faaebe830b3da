// Reads expressions of Insights: what binds least first. Functions are looked up here, so that a query with an unknown
// one is refused before any event is read. Aggregates are handed to whoever reads `stats`.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html
import { AGGREGATE_NAMES, type AggregateName } from "./aggregate.ts";
import type { Comparison, Expression, Period } from "./insights-plan.ts";
import type { QueryReader } from "./query-reader.ts";
import { SCALAR_FUNCTIONS } from "./scalar-functions.ts";
import { periodOf } from "./time-period.ts";

/** Nesting of parentheses, "not" and "-". */
const DEPTH_MAX = 32;
/** Operators in one query: each holds the stack while it is evaluated. */
const OPERATORS_MAX = 500;
const CHOICES_MAX = 1000;

const COMPARISONS: readonly Comparison[] = ["!=", "<=", ">=", "=", "<", ">"];
const ROUNDINGS: ReadonlySet<string> = new Set(["bin", "datefloor", "dateceil"]);
const NOT_THERE: ReadonlySet<string> = new Set(["jsonparse", "jsonstringify"]);
/** Words that are never a field by themselves. */
const RESERVED: ReadonlySet<string> = new Set(["and", "or", "not", "in", "like", "as", "by"]);
const TIMESTAMP: Expression = { type: "field", name: "@timestamp" };

export class ExpressionParser {
  readonly #reader: QueryReader;
  #depth = 0;
  #operators = 0;
  /** What an aggregate becomes; null where none may stand. */
  onAggregate: ((name: AggregateName) => Expression) | null = null;
  /** What an earlier `stats` has named so: "count(*)" is that column then. */
  columns: ReadonlySet<string> = new Set();

  constructor(reader: QueryReader) {
    this.#reader = reader;
  }

  parse(): Expression {
    if (++this.#depth > DEPTH_MAX) this.#reader.fail("too deeply nested expression found");
    let left = this.#conjunction();
    while (this.#reader.takeWord("or")) {
      this.#count();
      left = { type: "or", left, right: this.#conjunction() };
    }
    this.#depth--;
    return left;
  }

  #count(): void {
    if (++this.#operators > OPERATORS_MAX) this.#reader.fail("too many operators found");
  }

  #conjunction(): Expression {
    let left = this.#negation();
    while (this.#reader.takeWord("and")) {
      this.#count();
      left = { type: "and", left, right: this.#negation() };
    }
    return left;
  }

  #negation(): Expression {
    if (!this.#reader.takeWord("not")) return this.#comparison();
    this.#count();
    return { type: "not", part: this.#negation() };
  }

  #comparison(): Expression {
    const reader = this.#reader;
    const left = this.#sum();
    if (reader.take("=~")) return this.#like(left);
    if (reader.takeWord("like")) return this.#like(left);
    if (reader.takeWord("in")) return this.#in(left);
    if (reader.takeWord("not")) {
      if (reader.takeWord("like")) return { type: "not", part: this.#like(left) };
      if (reader.takeWord("in")) return { type: "not", part: this.#in(left) };
      reader.fail();
    }
    const operator = COMPARISONS.find((sign) => reader.take(sign));
    if (operator === undefined) return left;
    this.#count();
    return { type: "comparison", operator, left, right: this.#sum() };
  }

  /** A text is looked for as it is, an expression between slashes as a regular one. */
  #like(part: Expression): Expression {
    const offset = this.#reader.at;
    const text = this.#reader.takeText();
    if (text !== null) return { type: "contains", part, text };
    const source = this.#reader.takeRegexText() ?? this.#reader.fail();
    return { type: "matches", part, pattern: this.#reader.compile(source, offset) };
  }

  #in(part: Expression): Expression {
    const reader = this.#reader;
    const closing = reader.take("(") ? ")" : "]";
    if (closing === "]") reader.expect("[");
    const choices = [this.#sum()];
    while (reader.take(",")) {
      if (choices.length === CHOICES_MAX) reader.fail("too many values found");
      choices.push(this.#sum());
    }
    reader.expect(closing);
    return { type: "in", part, choices };
  }

  #sum(): Expression {
    let left = this.#product();
    for (;;) {
      const operator = this.#reader.take("+") ? "+" : this.#reader.take("-") ? "-" : null;
      if (operator === null) return left;
      this.#count();
      left = { type: "arithmetic", operator, left, right: this.#product() };
    }
  }

  #product(): Expression {
    let left = this.#power();
    for (;;) {
      const operator = (["*", "/", "%"] as const).find((sign) => this.#reader.take(sign));
      if (operator === undefined) return left;
      this.#count();
      left = { type: "arithmetic", operator, left, right: this.#power() };
    }
  }

  /** From the right: 2^3^2 is 2^9. */
  #power(): Expression {
    const left = this.#sign();
    if (!this.#reader.take("^")) return left;
    this.#count();
    return { type: "arithmetic", operator: "^", left, right: this.#power() };
  }

  #sign(): Expression {
    if (!this.#reader.take("-")) return this.#operand();
    this.#count();
    const zero = { type: "literal", value: 0 } as const;
    return { type: "arithmetic", operator: "-", left: zero, right: this.#sign() };
  }

  #operand(): Expression {
    const reader = this.#reader;
    if (reader.take("(")) {
      const inner = this.parse();
      reader.expect(")");
      return inner;
    }
    const value = reader.takeNumber() ?? reader.takeText();
    if (value !== null) return { type: "literal", value };
    const offset = reader.at;
    const isQuoted = reader.text.charAt(offset) === "`";
    const word = reader.peekWord();
    if (!isQuoted && RESERVED.has(word)) reader.fail();
    const name = reader.expectName();
    if (isQuoted) return { type: "field", name };
    if (reader.take("(")) return this.#call(word, offset);
    if (word === "true" || word === "false") return { type: "literal", value: word === "true" };
    return { type: "field", name };
  }

  #call(name: string, offset: number): Expression {
    const reader = this.#reader;
    const aggregate = AGGREGATE_NAMES.find((known) => known.toLowerCase() === name);
    if (aggregate !== undefined) return this.#aggregate(aggregate, offset);
    if (NOT_THERE.has(name)) {
      reader.fail(`function ${name}, which Postern does not have, found`, offset);
    }
    const made = ROUNDINGS.has(name) ? this.#rounding(name) : this.#function(name, offset);
    return this.#columnOr(made, offset);
  }

  #columnOr(expression: Expression, offset: number): Expression {
    const name = this.#reader.textSince(offset);
    return this.columns.has(name) ? { type: "field", name } : expression;
  }

  #aggregate(name: AggregateName, offset: number): Expression {
    const reader = this.#reader;
    if (this.onAggregate !== null) return this.onAggregate(name);
    // Outside of `stats` it can only be the name of a column.
    const end = reader.text.indexOf(")", offset);
    const column = reader.text.slice(offset, end + 1);
    if (!this.columns.has(column)) reader.fail(undefined, offset);
    while (reader.at <= end) if (!reader.take(reader.text.charAt(reader.at))) reader.fail();
    return { type: "field", name: column };
  }

  #function(name: string, offset: number): Expression {
    const reader = this.#reader;
    const definition =
      SCALAR_FUNCTIONS.get(name) ?? reader.fail(`unknown function ${name} found`, offset);
    const parts: Expression[] = [];
    if (!reader.take(")")) {
      do {
        if (parts.length === definition.argumentsMax) reader.fail("too many arguments found");
        parts.push(this.parse());
      } while (reader.take(","));
      reader.expect(")");
    }
    if (parts.length < definition.argumentsMin) reader.fail("too few arguments found", offset);
    return { type: "call", apply: definition.apply, parts };
  }

  /** bin(5m), bin(@timestamp, 5m), datefloor(@timestamp, 1h) */
  #rounding(name: string): Expression {
    const reader = this.#reader;
    let period = this.#period();
    let part = TIMESTAMP;
    if (period === null) {
      part = this.parse();
      reader.expect(",");
      period = this.#period() ?? reader.fail();
    } else if (name !== "bin") reader.fail();
    reader.expect(")");
    return { type: "round-time", part, period, isUp: name === "dateceil" };
  }

  #period(): Period | null {
    const { at } = this.#reader;
    const taken = this.#reader.takePeriod();
    if (taken === null) return null;
    return periodOf(taken.length, taken.unit) ?? this.#reader.fail("invalid period found", at);
  }
}
