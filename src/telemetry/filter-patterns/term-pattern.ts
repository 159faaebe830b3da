// Filter patterns of bare terms: ERROR "exact phrase" -excluded, ?one ?or ?another, and %regular expressions%. Terms
// are case sensitive and whole words.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-unstructured-log-events.html
import { invalidPattern, type FilterPattern } from "./filter-pattern-kind.ts";
import { PatternRegex } from "./pattern-regex.ts";
import { somePlace } from "./phrase-places.ts";
import { regexEnd } from "./regex-end.ts";

interface Term {
  readonly sign: "" | "?" | "-";
  readonly isIn: (message: string) => boolean;
}

/** Regular expressions in one pattern. */
const EXPRESSIONS_MAX = 2;
const WORD_CHARACTER = /[\p{L}\p{N}_]/u;
const BARE_TERM = /^[\p{L}\p{N}_]+$/u;
const NO_FIELDS = {};
/** So many places of a phrase are looked up one by one. */
const PLACES_LOOKED_UP_MAX = 16;

export function parseTermPattern(text: string): FilterPattern {
  const terms: Term[] = [];
  let expressions = 0;
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at++;
      continue;
    }
    const sign = signAt(text, at);
    const start = at + sign.length;
    const end = termEnd(text, start);
    if (text.charAt(start) === "%" && ++expressions > EXPRESSIONS_MAX) throw invalidPattern();
    const isIn = termTest(text.slice(start, end));
    if (isIn !== null) terms.push({ sign, isIn });
    at = end;
  }
  const isMatch = matcherOf(terms);
  return {
    kind: "terms",
    expressionCount: expressions,
    matches: (message) => isMatch(message.text),
    extract: () => NO_FIELDS,
  };
}

/**
 * Optional terms count only where there are no others: "If you combine "?" with other filter patterns, all question
 * mark terms will be ignored."
 */
function matcherOf(terms: readonly Term[]): (message: string) => boolean {
  const optional = terms.filter(({ sign }) => sign === "?");
  const required = terms.filter(({ sign }) => sign === "");
  const excluded = terms.filter(({ sign }) => sign === "-");
  if (terms.length > 0 && optional.length === terms.length) {
    return (message) => optional.some(({ isIn }) => isIn(message));
  }
  return (message) =>
    required.every(({ isIn }) => isIn(message)) && !excluded.some(({ isIn }) => isIn(message));
}

function signAt(text: string, at: number): Term["sign"] {
  const char = text.charAt(at);
  return char === "?" || char === "-" ? char : "";
}

/** Behind the term that begins at `start`. */
function termEnd(text: string, start: number): number {
  const first = text.charAt(start);
  if (first === "%") return regexEnd(text, start);
  let at = start;
  if (first === '"') {
    for (at++; at < text.length && text.charAt(at) !== '"'; at++) {
      if (text.charAt(at) === "\\") at++;
    }
    if (at >= text.length) throw invalidPattern();
    return at + 1;
  }
  while (at < text.length && !/\s/.test(text.charAt(at))) at++;
  return at;
}

/** Null for a blank phrase, which everything matches. */
function termTest(term: string): Term["isIn"] | null {
  if (term.startsWith("%")) {
    const regex = new PatternRegex(term.slice(1, -1));
    return (message) => regex.search(message);
  }
  if (term.startsWith('"')) {
    const phrase = term.slice(1, -1).replaceAll(/\\(["\\])/g, "$1");
    return phrase.trim() === "" ? null : (message) => holdsPhrase(message, phrase);
  }
  if (term === "") throw invalidPattern();
  if (!BARE_TERM.test(term)) throw invalidPattern(`Invalid character(s) in term '${term}'`);
  return (message) => holdsPhrase(message, term);
}

/**
 * Whether the phrase is there and its first and last words are whole: "where messages contain the word". [I] A message
 * that has the phrase in many places, none of them whole words, is read to its end in one go: looking for each place
 * anew takes as long as the two lengths multiplied.
 */
function holdsPhrase(message: string, phrase: string): boolean {
  const opensWithWord = WORD_CHARACTER.test(phrase.charAt(0));
  const endsWithWord = WORD_CHARACTER.test(phrase.charAt(phrase.length - 1));
  const isWhole = (at: number): boolean => {
    if (opensWithWord && WORD_CHARACTER.test(message.charAt(at - 1))) return false;
    return !endsWithWord || !WORD_CHARACTER.test(message.charAt(at + phrase.length));
  };
  let at = message.indexOf(phrase);
  for (let tried = 0; at !== -1 && tried < PLACES_LOOKED_UP_MAX; tried++) {
    if (isWhole(at)) return true;
    at = message.indexOf(phrase, at + 1);
  }
  return at !== -1 && somePlace(message.slice(at), phrase, (place) => isWhole(at + place));
}
