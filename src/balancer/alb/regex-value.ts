// Runs the program of a regular expression over a text: all states at once, one character at a time, so the time is
// at most the text's length times the program's, whatever the expression ("(a+)+$" included). Searches anywhere in
// the text, as "^" and "$" are there to say otherwise [I].
import { CHARACTERS, hasCharacter, type CharacterSet } from "../../base/regex-character-set.ts";
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
import type { TextPattern } from "./wildcard.ts";

/** Characters of a text that are looked at; a header line is no longer. */
export const REGEX_TEXT_MAX = 16_384;

/** Nothing to run a program with yet: most expressions of a listener never get a text to look at. */
const NO_STATES = new Uint16Array(0);

class RegexValue implements TextPattern {
  readonly exact = null;
  readonly prefix: string;
  readonly suffix = "";
  readonly #program: readonly Instruction[];
  /** Two lists of states, reused: matching is synchronous and never inside itself. */
  #current = NO_STATES;
  #next = NO_STATES;
  /** In which round a state was last added, so that it is added once. */
  #addedIn = new Uint32Array(0);
  #stack = NO_STATES;
  #round = 0;
  #count = 0;

  constructor(program: readonly Instruction[], ignoreCase: boolean) {
    this.#program = program;
    this.prefix = literalPrefix(program, ignoreCase);
  }

  matches(text: string): boolean {
    const length = Math.min(text.length, REGEX_TEXT_MAX);
    if (this.#current.length === 0) this.#allocate();
    // A round is a character; long before the counter could run over, start afresh.
    if (this.#round > 0xf000_0000) {
      this.#round = 0;
      this.#addedIn.fill(0);
    }
    let currentCount = 0;
    for (let at = 0; at <= length; at++) {
      if (currentCount === 0) this.#round++;
      this.#count = currentCount;
      if (this.#add(this.#current, 0, at === 0, at === length)) return true;
      currentCount = this.#count;
      if (at === length) break;
      this.#round++;
      this.#count = 0;
      const code = text.charCodeAt(at);
      for (let i = 0; i < currentCount; i++) {
        const state = this.#current[i] as number;
        const set = (this.#program[state] as Instruction).set as CharacterSet;
        if (hasCharacter(set, code) && this.#add(this.#next, state + 1, false, at + 1 === length)) {
          return true;
        }
      }
      currentCount = this.#count;
      const swapped = this.#current;
      this.#current = this.#next;
      this.#next = swapped;
    }
    return false;
  }

  #allocate(): void {
    const states = this.#program.length;
    this.#current = new Uint16Array(states);
    this.#next = new Uint16Array(states);
    this.#addedIn = new Uint32Array(states);
    this.#stack = new Uint16Array(states + 2);
  }

  /** Adds a state and all that it leads to without reading; true when the match is reached. */
  #add(list: Uint16Array, first: number, isStart: boolean, isEnd: boolean): boolean {
    const stack = this.#stack;
    let depth = 0;
    stack[depth++] = first;
    while (depth > 0) {
      const state = stack[--depth] as number;
      if (this.#addedIn[state] === this.#round) continue;
      this.#addedIn[state] = this.#round;
      const instruction = this.#program[state] as Instruction;
      switch (instruction.op) {
        case OP_MATCH:
          return true;
        case OP_CHAR:
          list[this.#count++] = state;
          break;
        case OP_JUMP:
          stack[depth++] = instruction.x;
          break;
        case OP_SPLIT:
          stack[depth++] = instruction.y;
          stack[depth++] = instruction.x;
          break;
        case OP_START:
          if (isStart) stack[depth++] = state + 1;
          break;
        case OP_END:
          if (isEnd) stack[depth++] = state + 1;
          break;
        default:
          // The other instructions come of Java's expressions only.
          break;
      }
    }
    return false;
  }
}

function charactersOf(set: CharacterSet): readonly number[] {
  const codes: number[] = [];
  for (let code = 0; code < CHARACTERS; code++) if (hasCharacter(set, code)) codes.push(code);
  return codes;
}

/** What every text that fits begins with: the single characters right behind a "^"; lower case where case is ignored. */
function literalPrefix(program: readonly Instruction[], ignoreCase: boolean): string {
  let prefix = "";
  if (program[0]?.op !== OP_START) return prefix;
  for (let i = 1; i < program.length; i++) {
    const set = program[i]?.set ?? null;
    if (set === null) break;
    const members = charactersOf(set);
    const first = members[0] ?? -1;
    const last = members.at(-1) ?? -1;
    if (first === -1) break;
    const isOneLetter =
      ignoreCase && last === first + 32 && /[A-Z]/.test(String.fromCharCode(first));
    if (last !== first && !(isOneLetter && members.length === 2)) break;
    prefix += String.fromCharCode(last);
  }
  return prefix;
}

/** Fits nothing: what an expression that cannot be used is worth. */
const NEVER: TextPattern = { exact: null, prefix: "", suffix: "", matches: () => false };

/** Compiles a RegexValues member. One that cannot be used matches nothing; `onProblem` hears why. */
export function compileRegexValue(
  text: string,
  ignoreCase: boolean,
  onProblem: (problem: string) => void,
): TextPattern {
  const compiled = compileRegex(text, ignoreCase);
  if ("problem" in compiled) {
    onProblem(`Regular expression "${text}" matches nothing: ${compiled.problem}`);
    return NEVER;
  }
  return new RegexValue(compiled.instructions, ignoreCase);
}
