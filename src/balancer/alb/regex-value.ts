// Runs the program of a regular expression over a text: all states at once, one character at a time, so the time is
// at most the text's length times the program's, whatever the expression ("(a+)+$" included). Searches anywhere in
// the text, as "^" and "$" are there to say otherwise [I].
import type { TextPattern } from "./wildcard.ts";
import {
  OP_CHAR,
  OP_END,
  OP_JUMP,
  OP_MATCH,
  OP_SPLIT,
  OP_START,
  compileRegex,
} from "./regex-program.ts";
import type { Instruction } from "./regex-program.ts";

/** Characters of a text that are looked at; a header line is no longer. */
export const REGEX_TEXT_MAX = 16_384;

class RegexValue implements TextPattern {
  readonly exact = null;
  readonly prefix = "";
  readonly suffix = "";
  readonly #program: readonly Instruction[];
  /** Two lists of states, reused: matching is synchronous and never inside itself. */
  #current: Uint16Array;
  #next: Uint16Array;
  /** In which round a state was last added, so that it is added once. */
  readonly #addedIn: Uint32Array;
  readonly #stack: Uint16Array;
  #round = 0;
  #count = 0;

  constructor(program: readonly Instruction[]) {
    this.#program = program;
    this.#current = new Uint16Array(program.length);
    this.#next = new Uint16Array(program.length);
    this.#addedIn = new Uint32Array(program.length);
    this.#stack = new Uint16Array(program.length + 2);
  }

  matches(text: string): boolean {
    const length = Math.min(text.length, REGEX_TEXT_MAX);
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
        const set = (this.#program[state] as Instruction).set as Uint8Array;
        if (set[code] === 1 && this.#add(this.#next, state + 1, false, at + 1 === length)) {
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
      }
    }
    return false;
  }
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
  return new RegexValue(compiled.instructions);
}
