// One comparison of a filter pattern: what a value (a leaf of a JSON document, a column of a line) must be for it to
// hold. Knows neither documents nor lines.
import { invalidPattern } from "./filter-pattern-kind.ts";
import type { ComparisonOperator, Operand } from "./pattern-reader.ts";
import { PatternRegex } from "./pattern-regex.ts";

/** `number` is null for what is no number. */
export type ValueTest = (text: string, number: number | null) => boolean;

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number that a text is, or null. */
export function numberOf(text: string): number | null {
  return NUMBER.test(text) ? Number(text) : null;
}

export function valueTest(operator: ComparisonOperator, operand: Operand): ValueTest {
  if (operator === "=") return equality(operand);
  if (operator === "!=") {
    const isEqual = equality(operand);
    return (text, number) => !isEqual(text, number);
  }
  const bound = operand.kind === "bare" ? numberOf(operand.text) : null;
  if (bound === null) throw invalidPattern();
  return (_text, number) => number !== null && isOrdered(operator, number, bound);
}

function isOrdered(operator: ComparisonOperator, number: number, bound: number): boolean {
  switch (operator) {
    case "<":
      return number < bound;
    case "<=":
      return number <= bound;
    case ">":
      return number > bound;
    default:
      return number >= bound;
  }
}

function equality({ kind, text: wanted }: Operand): ValueTest {
  if (kind === "regex") {
    const regex = new PatternRegex(wanted);
    return (text) => regex.search(text);
  }
  if (wanted.includes("*")) {
    const parts = wanted.split("*");
    return (text) => fitsWildcards(text, parts);
  }
  const wantedNumber = kind === "bare" ? numberOf(wanted) : null;
  if (wantedNumber === null) return (text) => text === wanted;
  return (text, number) => (number === null ? text === wanted : number === wantedNumber);
}

/** Whether the text is the parts with anything between them. The leftmost place of each part is always good. */
function fitsWildcards(text: string, parts: readonly string[]): boolean {
  const first = parts[0] as string;
  const last = parts.at(-1) as string;
  const end = text.length - last.length;
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
