// Java regular expressions run by an automaton: whole-text matches for selection patterns, searches with groups for
// replaceAll and split. Each character is read once with all states at a time, so a hostile expression or text costs
// at most their lengths multiplied, and a product that is too large counts as no match.
// https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html
import { isWordCharacter } from "./java-regex-class.ts";
import { CAPTURES_MAX, JavaRegexParser } from "./java-regex-parser.ts";
import { hasCharacter, hasWide } from "./regex-character-set.ts";
import type { CharacterSet } from "./regex-character-set.ts";
import {
  OP_CHAR,
  OP_END,
  OP_FINAL_END,
  OP_JUMP,
  OP_LINE_END,
  OP_LINE_START,
  OP_MATCH,
  OP_NO_WORD_BOUNDARY,
  OP_NOT_NEXT,
  OP_SAVE,
  OP_SPLIT,
  OP_START,
  OP_WORD_BOUNDARY,
  writeProgram,
  type Instruction,
  type RegexProblem,
} from "./regex-program.ts";

/** Characters times instructions that one match may cost; some tenths of a second at the very worst. */
export const JAVA_PATTERN_WORK_MAX = 4_000_000;

/** Where groups begin and end: [start, end] of the whole, then of each group, -1 for one without part in the match. */
export type MatchSlots = readonly number[];

interface Thread {
  readonly state: number;
  readonly slots: MatchSlots;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** One expression; matching is synchronous and keeps nothing of the text. */
export class JavaPattern {
  readonly #program: readonly Instruction[];
  readonly groupCount: number;
  readonly #slotCount: number;
  #text = "";
  #addedAt: Int32Array;
  #round = 0;
  /** An expression that is a text and nothing else needs no automaton. */
  readonly #literal: string | null;

  constructor(program: readonly Instruction[], groupCount: number, literal: string | null) {
    this.#program = program;
    this.#literal = literal;
    this.groupCount = groupCount;
    this.#slotCount = (groupCount + 1) * 2;
    this.#addedAt = new Int32Array(program.length);
  }

  /** What a match over that much text may cost, for whoever keeps a budget. */
  workFor(length: number): number {
    return this.#literal === null ? (length + 1) * this.#program.length : length + 1;
  }

  /** Whether the whole text matches (Java's matches()). */
  matches(text: string): boolean {
    if (this.#literal !== null) return text === this.#literal;
    return this.#run(text, 0, true) !== null;
  }

  /** The first match that begins at `from` or later, or null (Java's find()). */
  find(text: string, from: number): MatchSlots | null {
    if (this.#literal === null) return this.#run(text, from, false);
    const at = text.indexOf(this.#literal, from);
    return at === -1 ? null : [at, at + this.#literal.length];
  }

  #run(text: string, from: number, isWhole: boolean): MatchSlots | null {
    if (this.workFor(text.length - from) > JAVA_PATTERN_WORK_MAX) return null;
    this.#text = text;
    this.#addedAt.fill(0);
    this.#round = 0;
    let threads: Thread[] = [];
    let matched: MatchSlots | null = null;
    for (let at = from; at <= text.length; at++) {
      this.#round++;
      const next: Thread[] = [];
      // What is begun later has less priority than all that is under way.
      const canBegin = matched === null && (!isWhole || at === from);
      const waiting: Thread[] = [];
      for (const thread of threads) this.#add(waiting, thread, at);
      if (canBegin) this.#add(waiting, { state: 0, slots: this.#begun(at) }, at);
      for (const thread of waiting) {
        const { op, set, wide } = this.#program[thread.state] as Instruction;
        if (op === OP_MATCH) {
          if (isWhole && at < text.length) continue;
          matched = ended(thread.slots, at);
          break;
        }
        if (at === text.length) continue;
        const code = text.charCodeAt(at);
        if (hasCharacter(set as CharacterSet, code) || hasWide(wide, code)) {
          next.push({ state: thread.state + 1, slots: thread.slots });
        }
      }
      threads = next;
      if (threads.length === 0 && (matched !== null || isWhole)) break;
    }
    this.#text = "";
    return matched;
  }

  #begun(at: number): MatchSlots {
    const slots = Array.from({ length: this.#slotCount }, () => -1);
    slots[0] = at;
    return slots;
  }

  /** Adds what a thread leads to without reading, in order of preference. */
  #add(list: Thread[], first: Thread, at: number): void {
    const stack: Thread[] = [first];
    for (;;) {
      const thread = stack.pop();
      if (thread === undefined) return;
      const { state, slots } = thread;
      if (this.#addedAt[state] === this.#round) continue;
      this.#addedAt[state] = this.#round;
      const instruction = this.#program[state] as Instruction;
      switch (instruction.op) {
        case OP_CHAR:
        case OP_MATCH:
          list.push(thread);
          break;
        case OP_JUMP:
          stack.push({ state: instruction.x, slots });
          break;
        case OP_SPLIT:
          stack.push({ state: instruction.y, slots }, { state: instruction.x, slots });
          break;
        case OP_SAVE:
          stack.push({ state: state + 1, slots: saved(slots, instruction.x, at) });
          break;
        default:
          if (this.#holds(instruction, at)) stack.push({ state: state + 1, slots });
          break;
      }
    }
  }

  #holds({ op, set, wide }: Instruction, at: number): boolean {
    const text = this.#text;
    switch (op) {
      case OP_START:
        return at === 0;
      case OP_END:
        return at === text.length;
      case OP_FINAL_END:
        return (
          at === text.length ||
          (isTerminatorAt(text, at) && afterTerminator(text, at) === text.length)
        );
      case OP_LINE_START:
        return at === 0 || (at < text.length && endsTerminator(text, at));
      case OP_LINE_END:
        return at === text.length || (isTerminatorAt(text, at) && !isInsideCrLf(text, at));
      case OP_WORD_BOUNDARY:
        return isWordCharacter(text.charCodeAt(at - 1)) !== isWordCharacter(text.charCodeAt(at));
      case OP_NO_WORD_BOUNDARY:
        return isWordCharacter(text.charCodeAt(at - 1)) === isWordCharacter(text.charCodeAt(at));
      case OP_NOT_NEXT: {
        const code = text.charCodeAt(at);
        return (
          at === text.length || !(hasCharacter(set as CharacterSet, code) || hasWide(wide, code))
        );
      }
      default:
        return false;
    }
  }
}

function saved(slots: MatchSlots, slot: number, at: number): MatchSlots {
  if (slot >= slots.length) return slots;
  const copy = slots.slice();
  copy[slot] = at;
  return copy;
}

function ended(slots: MatchSlots, at: number): MatchSlots {
  const copy = slots.slice();
  copy[1] = at;
  return copy;
}

function isTerminator(code: number): boolean {
  return (
    code === LINE_FEED ||
    code === CARRIAGE_RETURN ||
    code === 0x85 ||
    code === 0x2028 ||
    code === 0x2029
  );
}

function isTerminatorAt(text: string, at: number): boolean {
  return isTerminator(text.charCodeAt(at));
}

function isInsideCrLf(text: string, at: number): boolean {
  return text.charCodeAt(at) === LINE_FEED && text.charCodeAt(at - 1) === CARRIAGE_RETURN;
}

function afterTerminator(text: string, at: number): number {
  if (isInsideCrLf(text, at)) return -1;
  const isPair = text.charCodeAt(at) === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED;
  return at + (isPair ? 2 : 1);
}

function endsTerminator(text: string, at: number): boolean {
  return isTerminatorAt(text, at - 1) && !isInsideCrLf(text, at);
}

const LITERAL_LENGTH_MAX = 1024;
const LITERAL = /^(?:[^\\^$.|?*+()[\]{}]|\\[^A-Za-z0-9])*$/;

/** Reads an expression, or says what is wrong with it. */
export function compileJavaRegex(text: string): JavaPattern | RegexProblem {
  if (text.length <= LITERAL_LENGTH_MAX && LITERAL.test(text)) {
    return new JavaPattern([], 0, text.replaceAll(/\\([\s\S])/g, "$1"));
  }
  const parser = new JavaRegexParser(text);
  const node = parser.parse();
  if (parser.problem !== "") return { problem: parser.problem };
  const program = writeProgram(node);
  if ("problem" in program) return program;
  return new JavaPattern(program.instructions, Math.min(parser.groupCount, CAPTURES_MAX - 1), null);
}
