// The regular expressions of models ("pattern"), run by the engine whose time is bounded, because texts come from
// clients. Look-ahead right behind "^" is taken apart into expressions of their own, as passwords are mostly checked by
// it; what still cannot be run counts as fitting and is named as a problem.
// https://json-schema.org/draft-04/json-schema-validation#rfc.section.5.2.3
import { compileJavaRegex, type JavaPattern } from "../../base/java-pattern.ts";

/** Characters times instructions that all expressions together may cost for one body. */
const WORK_MAX = 20_000_000;

/** Shared by the expressions of a model; reset for each body. */
export class PatternBudget {
  #workLeft = WORK_MAX;
  isSpent = false;
  readonly problems: string[] = [];

  reset(): void {
    this.#workLeft = WORK_MAX;
    this.isSpent = false;
  }

  spend(work: number): boolean {
    this.#workLeft -= work;
    if (this.#workLeft < 0) this.isSpent = true;
    return !this.isSpent;
  }
}

interface Part {
  readonly pattern: JavaPattern;
  readonly isWanted: boolean;
}

/** What the validator needs of a RegExp. */
export class LinearRegExp {
  readonly #parts: readonly Part[];
  readonly #budget: PatternBudget;

  constructor(source: string, budget: PatternBudget) {
    this.#budget = budget;
    const parts: Part[] = [];
    for (const { expression, isWanted } of apart(source)) {
      const pattern = compileJavaRegex(expression);
      if ("problem" in pattern) budget.problems.push(`pattern "${source}": ${pattern.problem}`);
      else parts.push({ pattern, isWanted });
    }
    this.#parts = parts;
  }

  /** Whether the expression is found anywhere in the text. */
  test(text: string): boolean {
    for (const { pattern, isWanted } of this.#parts) {
      if (!this.#budget.spend(pattern.workFor(text.length))) return false;
      if ((pattern.find(text, 0) !== null) !== isWanted) return false;
    }
    return true;
  }
}

interface Apart {
  readonly expression: string;
  readonly isWanted: boolean;
}

/** "^(?=A)(?!B)C" is "^(?:A)", not "^(?:B)", and "^C". */
function apart(source: string): readonly Apart[] {
  const parts: Apart[] = [];
  let rest = source;
  while (rest.startsWith("^(?=") || rest.startsWith("^(?!")) {
    const end = groupEnd(rest, 1);
    if (end === -1) break;
    // A choice at the top would belong to the look-ahead only in part.
    if (hasTopLevelChoice(rest.slice(end))) break;
    parts.push({ expression: `^(?:${rest.slice(4, end - 1)})`, isWanted: rest[3] === "=" });
    rest = `^${rest.slice(end)}`;
  }
  parts.push({ expression: rest, isWanted: true });
  return parts;
}

/** Behind the parenthesis that closes the one at `start`; -1 when none does. */
function groupEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at = afterUnit(text, at)) {
    const char = text[at];
    if (char === "(") depth++;
    else if (char === ")" && --depth === 0) return at + 1;
  }
  return -1;
}

function hasTopLevelChoice(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at = afterUnit(text, at)) {
    const char = text[at];
    if (char === "(") depth++;
    else if (char === ")") depth--;
    else if (char === "|" && depth === 0) return true;
  }
  return false;
}

/** Behind the character, escape or class at `at`. */
function afterUnit(text: string, at: number): number {
  if (text[at] === "\\") return at + 2;
  if (text[at] !== "[") return at + 1;
  let end = at + 1;
  while (end < text.length && text[end] !== "]") end += text[end] === "\\" ? 2 : 1;
  return end + 1;
}
