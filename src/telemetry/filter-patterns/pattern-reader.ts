// Reads the text of a filter pattern token by token: what the patterns over JSON and over columns have in common,
// operators, operands and expressions of "&&", "||" and parentheses included. Knows no message.
import { invalidPattern } from "./filter-pattern-kind.ts";
import { regexEnd } from "./regex-end.ts";

/** What a condition compares a value with. */
export interface Operand {
  readonly kind: "bare" | "quoted" | "regex";
  readonly text: string;
}

export type ComparisonOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** Longer ones first. */
const OPERATORS: readonly ComparisonOperator[] = ["!=", "<=", ">=", "=", "<", ">"];
/** Nesting of parentheses. */
const DEPTH_MAX = 32;

export class PatternReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  skipSpace(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at++;
  }

  /** Whether the text goes on with that, behind space; if so it is read. */
  take(token: string): boolean {
    this.skipSpace();
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  expect(token: string): void {
    if (!this.take(token)) throw invalidPattern();
  }

  /** As `take`, for a word that must end there. */
  takeWord(word: string): boolean {
    this.skipSpace();
    if (!this.#text.startsWith(word, this.#at)) return false;
    if (/\w/.test(this.#text.charAt(this.#at + word.length))) return false;
    this.#at += word.length;
    return true;
  }

  expectEnd(): void {
    this.skipSpace();
    if (this.#at < this.#text.length) throw invalidPattern();
  }

  /** What the sticky expression matches here, or "". */
  takeMatch(sticky: RegExp): string {
    const expression = new RegExp(sticky.source, "yu");
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  takeOperator(): ComparisonOperator | undefined {
    return OPERATORS.find((operator) => this.take(operator));
  }

  /** `bare` says which characters an operand without quotation marks may have. */
  operand(bare: RegExp): Operand {
    this.skipSpace();
    const start = this.#at;
    const first = this.#text.charAt(start);
    if (first === "%") {
      this.#at = regexEnd(this.#text, start);
      return { kind: "regex", text: this.#text.slice(start + 1, this.#at - 1) };
    }
    if (first === '"') return { kind: "quoted", text: this.#quoted() };
    const text = this.takeMatch(bare);
    if (text === "") throw invalidPattern();
    return { kind: "bare", text };
  }

  #quoted(): string {
    let text = "";
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      let char = this.#text.charAt(this.#at);
      if (char === '"') {
        this.#at++;
        return text;
      }
      if (char === "\\" && /["\\]/.test(this.#text.charAt(this.#at + 1))) {
        char = this.#text.charAt(++this.#at);
      }
      text += char;
    }
    throw invalidPattern();
  }

  /** Conditions joined in the standard order of operations: () before && before ||. */
  expression<T>(condition: () => (subject: T) => boolean): (subject: T) => boolean {
    const choices = [this.#conjunction(condition)];
    while (this.take("||")) choices.push(this.#conjunction(condition));
    if (choices.length === 1) return choices[0] as (subject: T) => boolean;
    return (subject) => choices.some((choice) => choice(subject));
  }

  #conjunction<T>(condition: () => (subject: T) => boolean): (subject: T) => boolean {
    const parts = [this.#part(condition)];
    while (this.take("&&")) parts.push(this.#part(condition));
    if (parts.length === 1) return parts[0] as (subject: T) => boolean;
    return (subject) => parts.every((part) => part(subject));
  }

  #part<T>(condition: () => (subject: T) => boolean): (subject: T) => boolean {
    if (!this.take("(")) return condition();
    if (++this.#depth > DEPTH_MAX) throw invalidPattern();
    const inner = this.expression(condition);
    this.expect(")");
    this.#depth--;
    return inner;
  }
}
