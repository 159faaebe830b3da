// From the text of a metric math expression to its tree. Bounded in length and depth.
//
// Binding, weakest first: OR, AND, NOT, comparison, + -, * /, unary -, ^ (to the right).
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax
import { MetricMathError } from "./metric-math-error.ts";
import type { BinaryOperator, MathNode } from "./metric-math-node.ts";
import { mathTokens, type MathToken } from "./metric-math-tokens.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
export const EXPRESSION_LENGTH_MAX = 2048;
const DEPTH_MAX = 64;

interface Binding {
  readonly operator: BinaryOperator;
  readonly strength: number;
}

const NOT_STRENGTH = 3;
const MINUS_STRENGTH = 7;

const BINDINGS: ReadonlyMap<string, Binding> = new Map<string, Binding>([
  ["OR", { operator: "OR", strength: 1 }],
  ["||", { operator: "OR", strength: 1 }],
  ["AND", { operator: "AND", strength: 2 }],
  ["&&", { operator: "AND", strength: 2 }],
  ["==", { operator: "==", strength: 4 }],
  ["!=", { operator: "!=", strength: 4 }],
  ["<=", { operator: "<=", strength: 4 }],
  [">=", { operator: ">=", strength: 4 }],
  ["<", { operator: "<", strength: 4 }],
  [">", { operator: ">", strength: 4 }],
  ["+", { operator: "+", strength: 5 }],
  ["-", { operator: "-", strength: 5 }],
  ["*", { operator: "*", strength: 6 }],
  ["/", { operator: "/", strength: 6 }],
  ["^", { operator: "^", strength: 8 }],
]);

/** The tree of the expression. Throws MetricMathError. */
export function parseMetricMath(expression: string): MathNode {
  if (expression.length > EXPRESSION_LENGTH_MAX) {
    throw new MetricMathError(`The expression is longer than ${EXPRESSION_LENGTH_MAX} characters`);
  }
  return new Parser(mathTokens(expression)).whole();
}

class Parser {
  readonly #tokens: readonly MathToken[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly MathToken[]) {
    this.#tokens = tokens;
  }

  whole(): MathNode {
    const node = this.#expression(0);
    if (this.#peek().kind !== "end") throw unexpected(this.#peek());
    return node;
  }

  #peek(): MathToken {
    return this.#tokens[this.#next] ?? { kind: "end", text: "", at: 0 };
  }

  #take(): MathToken {
    const token = this.#peek();
    this.#next++;
    return token;
  }

  #isSymbol(text: string): boolean {
    const token = this.#peek();
    return token.kind === "symbol" && token.text === text;
  }

  #expect(text: string): void {
    const token = this.#take();
    if (token.kind !== "symbol" || token.text !== text) throw unexpected(token);
  }

  /** Everything that binds more strongly than `strength`. */
  #expression(strength: number): MathNode {
    if (++this.#depth > DEPTH_MAX) throw new MetricMathError("The expression is nested too deeply");
    let left = this.#operand();
    for (;;) {
      const token = this.#peek();
      const binding =
        token.kind === "symbol" || token.kind === "name" ? BINDINGS.get(token.text) : undefined;
      if (binding === undefined || binding.strength <= strength) break;
      this.#take();
      // 2^3^2 is 2^(3^2).
      const rightStrength = binding.operator === "^" ? binding.strength - 1 : binding.strength;
      const right = this.#expression(rightStrength);
      left = { kind: "binary", operator: binding.operator, left, right };
    }
    this.#depth--;
    return left;
  }

  #operand(): MathNode {
    const token = this.#take();
    if (token.kind === "number") return { kind: "number", value: Number(token.text) };
    if (token.kind === "text") return { kind: "text", text: token.text };
    if (token.kind === "name") return this.#named(token);
    if (token.text === "(") {
      const inner = this.#expression(0);
      this.#expect(")");
      return inner;
    }
    if (token.text === "[") return { kind: "array", items: this.#list("]") };
    if (token.text === "-") {
      return { kind: "unary", operator: "-", operand: this.#expression(MINUS_STRENGTH) };
    }
    if (token.text === "+") return this.#expression(MINUS_STRENGTH);
    if (token.text === "!") {
      return { kind: "unary", operator: "NOT", operand: this.#expression(MINUS_STRENGTH) };
    }
    throw unexpected(token);
  }

  #named(token: MathToken): MathNode {
    const name = token.text;
    if (name === "NOT") {
      return { kind: "unary", operator: "NOT", operand: this.#expression(NOT_STRENGTH) };
    }
    if (BINDINGS.has(name)) throw unexpected(token);
    if (this.#isSymbol("(")) {
      this.#take();
      return { kind: "call", name, args: this.#list(")") };
    }
    // Ids begin in lower case, everything that CloudWatch gives a meaning is in capitals.
    return /^[a-z]/.test(name) ? { kind: "reference", id: name } : { kind: "word", word: name };
  }

  /** Up to and with the closing symbol. */
  #list(closing: string): MathNode[] {
    const items: MathNode[] = [];
    if (this.#isSymbol(closing)) {
      this.#take();
      return items;
    }
    for (;;) {
      items.push(this.#expression(0));
      if (!this.#isSymbol(",")) break;
      this.#take();
    }
    this.#expect(closing);
    return items;
  }
}

function unexpected(token: MathToken): MetricMathError {
  return token.kind === "end"
    ? new MetricMathError("Unexpected end of the expression")
    : new MetricMathError(`Unexpected '${token.text}' at ${token.at + 1}`);
}
