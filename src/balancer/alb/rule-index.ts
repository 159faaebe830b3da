// Finds the rules that can match a request without trying all: rules stand under texts that a request must have
// (an exact host, a path's beginning, …), and a lookup marks the rules found in a bit set, which is then read in order
// of priority. Only rules whose conditions are all open at both ends ("*x*", regular expressions, addresses) are
// always candidates.
import { fieldForRules } from "./condition-http-header.ts";
import { queryPairsOf } from "./request-facts.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { IndexKey } from "./rule-condition.ts";

const HEADER_SUBJECT = "header:";

/** Rules by the texts of one subject. */
class TextIndex {
  readonly #exact = new Map<string, number[]>();
  /** By length, so that a lookup slices once per length that occurs. */
  readonly #prefixes = new Map<number, Map<string, number[]>>();
  readonly #suffixes = new Map<number, Map<string, number[]>>();

  add(key: IndexKey, rule: number): void {
    const texts =
      key.kind === "exact"
        ? this.#exact
        : textsOfLength(key.kind === "prefix" ? this.#prefixes : this.#suffixes, key.text.length);
    const rules = texts.get(key.text);
    if (rules === undefined) texts.set(key.text, [rule]);
    else rules.push(rule);
  }

  mark(text: string, bits: Uint32Array): void {
    markAll(this.#exact.get(text), bits);
    for (const [length, texts] of this.#prefixes) {
      if (length <= text.length) markAll(texts.get(text.slice(0, length)), bits);
    }
    for (const [length, texts] of this.#suffixes) {
      if (length <= text.length) markAll(texts.get(text.slice(text.length - length)), bits);
    }
  }
}

function textsOfLength(
  byLength: Map<number, Map<string, number[]>>,
  length: number,
): Map<string, number[]> {
  let texts = byLength.get(length);
  if (texts === undefined) {
    texts = new Map();
    byLength.set(length, texts);
  }
  return texts;
}

function markAll(rules: readonly number[] | undefined, bits: Uint32Array): void {
  if (rules === undefined) return;
  for (const rule of rules) markOne(rule, bits);
}

function markOne(rule: number, bits: Uint32Array): void {
  bits[rule >>> 5] = (bits[rule >>> 5] as number) | (1 << (rule & 31));
}

/** Rules are numbers here: their place in the order of priority. */
export class RuleIndex {
  readonly #always: Uint32Array;
  readonly #found: Uint32Array;
  #host: TextIndex | null = null;
  #path: TextIndex | null = null;
  #method: TextIndex | null = null;
  #query: TextIndex | null = null;
  #headers: Map<string, TextIndex> | null = null;

  constructor(ruleCount: number) {
    this.#always = new Uint32Array((ruleCount + 31) >>> 5);
    this.#found = new Uint32Array(this.#always.length);
  }

  /** The rule can only match requests that have one of the keys. */
  add(rule: number, keys: readonly IndexKey[]): void {
    for (const key of keys) this.#subjectIndex(key.subject).add(key, rule);
  }

  addAlways(rule: number): void {
    markOne(rule, this.#always);
  }

  /** Marks the rules that can match. The result is valid until the next call. */
  lookUp(facts: RequestFacts): Uint32Array {
    const bits = this.#found;
    bits.set(this.#always);
    this.#host?.mark(facts.host, bits);
    this.#path?.mark(facts.path, bits);
    this.#method?.mark(facts.method, bits);
    if (this.#query !== null) {
      for (const pair of queryPairsOf(facts)) this.#query.mark(`${pair.key}=${pair.value}`, bits);
    }
    if (this.#headers !== null) {
      for (let i = 0; i < facts.fields.count; i++) {
        const index = this.#headers.get(facts.fields.name(i).toLowerCase());
        index?.mark(fieldForRules(facts.fields.value(i)), bits);
      }
    }
    return bits;
  }

  #subjectIndex(subject: string): TextIndex {
    switch (subject) {
      case "host":
        return (this.#host ??= new TextIndex());
      case "path":
        return (this.#path ??= new TextIndex());
      case "method":
        return (this.#method ??= new TextIndex());
      case "query":
        return (this.#query ??= new TextIndex());
      default:
        return this.#headerIndex(subject.slice(HEADER_SUBJECT.length));
    }
  }

  #headerIndex(name: string): TextIndex {
    this.#headers ??= new Map();
    let index = this.#headers.get(name);
    if (index === undefined) {
      index = new TextIndex();
      this.#headers.set(name, index);
    }
    return index;
  }
}
