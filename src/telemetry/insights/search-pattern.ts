// A regular expression of a query, searched for in many texts: where it begins with a text, the automaton has nothing
// to do with texts that do not have that, and begins where the others have it.
import { compileJavaRegex, type JavaPattern, type MatchSlots } from "../../base/java-pattern.ts";
import type { RegexProblem } from "../../base/regex-program.ts";

/** What an expression begins with that stands for itself. */
const LITERAL_START = /^(?:[^\\^$.|?*+()[\]{}]|\\[^A-Za-z0-9])+/;
const LAST_PIECE = /(?:\\[\s\S]|[^\\])$/;
const QUANTIFIER = /^[*+?{]/;

export class SearchPattern {
  readonly #pattern: JavaPattern;
  readonly #start: string;

  constructor(pattern: JavaPattern, start: string) {
    this.#pattern = pattern;
    this.#start = start;
  }

  /** Where the expression can match first; -1 where it cannot. */
  firstIn(text: string): number {
    return text.indexOf(this.#start);
  }

  /** What searching so much text costs. */
  workFor(length: number): number {
    return this.#pattern.workFor(length);
  }

  find(text: string, from: number): MatchSlots | null {
    return this.#pattern.find(text, from);
  }
}

export function compileSearch(source: string): SearchPattern | RegexProblem {
  const pattern = compileJavaRegex(source);
  return "problem" in pattern ? pattern : new SearchPattern(pattern, startOf(source));
}

/** The text that every match begins with; "" where none is known. */
function startOf(source: string): string {
  if (source.includes("|")) return "";
  let start = LITERAL_START.exec(source)?.[0] ?? "";
  // A quantifier belongs to the last character alone.
  if (QUANTIFIER.test(source.slice(start.length))) start = start.replace(LAST_PIECE, "");
  return start.replaceAll(/\\([\s\S])/g, "$1");
}
