// The regular expressions between "%" signs: CloudWatch's subset (no groups, ASCII only) searched for anywhere in a
// text. Run by an automaton whose states are found as they are needed, so a search reads each character once.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html
import { hasCharacter, type CharacterSet } from "../../base/regex-character-set.ts";
import {
  OP_CHAR,
  OP_END,
  OP_JUMP,
  OP_MATCH,
  OP_SPLIT,
  OP_START,
  compileRegex,
  type Instruction,
} from "../../base/regex-program.ts";
import { invalidPattern } from "./filter-pattern-kind.ts";

/** Letters, digits, the symbols and operators of the page, and the space that its examples have. */
const ALLOWED = /^[A-Za-z0-9 :_#=@/;,\-^$?[\]{}|\\*+.]*$/;
/** Escapes with a letter or digit that the page knows. */
const ESCAPES = /^(?:[dDsSwWtnr]|x[0-9A-Fa-f]{2})/;
const ESCAPED_SYMBOL = /^[^A-Za-z0-9]/;
const CODES = 256;
const LAST_CODE = CODES - 1;
/** States kept; past that they are forgotten and found again. */
const STATES_MAX = 128;
/** Instructions that finding states may look at in one search; a text that needs more does not match. */
const SEARCH_WORK_MAX = 1_000_000;

interface State {
  readonly waiting: readonly number[];
  readonly matches: boolean;
  readonly matchesAtEnd: boolean;
  readonly next: (State | null)[];
}

/** One expression; `search` keeps nothing of the text. */
export class PatternRegex {
  readonly #program: readonly Instruction[];
  readonly #states = new Map<string, State>();
  #first: State | null = null;
  #work = 0;

  constructor(expression: string) {
    const compiled = compileRegex(plainExpression(expression), false);
    if ("problem" in compiled) throw invalidPattern();
    this.#program = compiled.instructions;
  }

  /** Whether the expression matches anywhere; "$" holds before a line feed that ends the text too, as in Java. */
  search(text: string): boolean {
    this.#work = 0;
    if (this.#searchTo(text, text.length)) return true;
    return text.endsWith("\n") && this.#searchTo(text, text.length - 1);
  }

  #searchTo(text: string, end: number): boolean {
    this.#first ??= this.#stateOf([0], true);
    let state = this.#first;
    for (let at = 0; at < end; at++) {
      if (state.matches) return true;
      // What lies above latin1 is in a set when the set's last character is: only inverted ones and "." have it.
      const code = Math.min(text.charCodeAt(at), LAST_CODE);
      let next = state.next[code] ?? null;
      if (next === null) {
        if (this.#work > SEARCH_WORK_MAX) return false;
        next = this.#after(state, code);
        state.next[code] = next;
      }
      state = next;
    }
    return state.matches || state.matchesAtEnd;
  }

  #after(state: State, code: number): State {
    const seeds = [0];
    for (const index of state.waiting) {
      const { op, set } = this.#program[index] as Instruction;
      if (op === OP_CHAR && hasCharacter(set as CharacterSet, code)) seeds.push(index + 1);
    }
    return this.#stateOf(seeds, false);
  }

  #stateOf(seeds: readonly number[], isStart: boolean): State {
    const waiting = this.#closure(seeds, isStart, false);
    const key = `${isStart ? "^" : ""}${waiting.join()}`;
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    if (this.#states.size >= STATES_MAX) {
      this.#states.clear();
      this.#first = null;
    }
    const atEnd = this.#closure(waiting, isStart, true);
    const state = {
      waiting,
      matches: this.#holdsMatch(waiting),
      matchesAtEnd: this.#holdsMatch(atEnd),
      next: Array.from({ length: CODES }, () => null),
    };
    this.#states.set(key, state);
    return state;
  }

  #holdsMatch(indices: readonly number[]): boolean {
    return indices.some((index) => this.#program[index]?.op === OP_MATCH);
  }

  /** What can be reached without reading: instructions that read, that match, or that wait for the end. */
  #closure(seeds: readonly number[], isStart: boolean, isEnd: boolean): number[] {
    const seen = new Set<number>();
    const stack = [...seeds];
    const reached: number[] = [];
    for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
      this.#work++;
      if (seen.has(index)) continue;
      seen.add(index);
      const { op, x, y } = this.#program[index] as Instruction;
      if (op === OP_SPLIT) stack.push(x, y);
      else if (op === OP_JUMP) stack.push(x);
      else if ((op === OP_START && isStart) || (op === OP_END && isEnd)) stack.push(index + 1);
      else if (op !== OP_START) reached.push(index);
    }
    return reached.toSorted((a, b) => a - b);
  }
}

/** The expression in what `compileRegex` reads: "\x3A" as its character, "{,3}" as "{0,3}"; or a refusal. */
function plainExpression(expression: string): string {
  if (expression === "" || !ALLOWED.test(expression)) throw invalidPattern();
  let plain = "";
  for (let at = 0; at < expression.length; at++) {
    const char = expression.charAt(at);
    if (char === "{" && expression.charAt(at + 1) === ",") plain += "{0";
    else if (char !== "\\") plain += char;
    else {
      const rest = expression.slice(at + 1);
      const escape = ESCAPES.exec(rest)?.[0] ?? ESCAPED_SYMBOL.exec(rest)?.[0];
      if (escape === undefined) throw invalidPattern();
      plain += escape.startsWith("x") ? hexCharacter(escape) : `\\${escape}`;
      at += escape.length;
    }
  }
  return plain.replaceAll(/(?<!\\)\{(\d*), *(\d*)\}/g, "{$1,$2}");
}

function hexCharacter(escape: string): string {
  const char = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  if (char > "\x7f") throw invalidPattern();
  return /[A-Za-z0-9]/.test(char) ? char : `\\${char}`;
}
