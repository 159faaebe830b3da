// Compiles regular expressions into a small program for an automaton that reads the text once: instructions that take
// a character or say where to go on. What runs it: alb/regex-value.ts for rules, java-pattern.ts for Java's
// expressions. No going back, so the time is bounded by text times program. https://swtch.com/~rsc/regexp/regexp1.html
import type { CharacterSet, WideRanges } from "./regex-character-set.ts";
import type { RegexAssertion, RegexNode } from "./regex-node.ts";
import { RegexParser } from "./regex-parser.ts";

/** Instructions a program may have; "{m,n}" multiplies what it stands behind. */
export const REGEX_INSTRUCTIONS_MAX = 1024;

export const OP_CHAR = 0;
export const OP_SPLIT = 1;
export const OP_JUMP = 2;
export const OP_START = 3;
export const OP_END = 4;
export const OP_MATCH = 5;
export const OP_SAVE = 6;
export const OP_NOT_NEXT = 7;
export const OP_LINE_START = 8;
export const OP_LINE_END = 9;
export const OP_FINAL_END = 10;
export const OP_WORD_BOUNDARY = 11;
export const OP_NO_WORD_BOUNDARY = 12;
type Op = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12;

const ASSERTION_OPS: Readonly<Record<RegexAssertion, Op>> = {
  start: OP_START,
  end: OP_END,
  "line-start": OP_LINE_START,
  "line-end": OP_LINE_END,
  "final-end": OP_FINAL_END,
  "word-boundary": OP_WORD_BOUNDARY,
  "no-word-boundary": OP_NO_WORD_BOUNDARY,
};

/** One step: a set of characters to read, or where to go on. Of a split, `x` is preferred to `y`. */
export interface Instruction {
  readonly op: Op;
  /** With OP_CHAR: the characters that are taken; with OP_NOT_NEXT: those that must not follow. */
  readonly set: CharacterSet | null;
  readonly wide: WideRanges;
  /** With OP_SAVE: the slot. */
  x: number;
  y: number;
}

export interface RegexProgram {
  readonly instructions: readonly Instruction[];
}

/** Why an expression cannot be used. */
export interface RegexProblem {
  readonly problem: string;
}

class ProgramWriter {
  readonly instructions: Instruction[] = [];
  isTooLong = false;
  /** Repetitions of nothing write no instruction but take time all the same. */
  #nodesLeft = REGEX_INSTRUCTIONS_MAX * 8;

  #add(op: Op, set: CharacterSet | null = null, wide: WideRanges = null): Instruction {
    const instruction: Instruction = { op, set, wide, x: 0, y: 0 };
    if (this.instructions.length >= REGEX_INSTRUCTIONS_MAX) this.isTooLong = true;
    else this.instructions.push(instruction);
    return instruction;
  }

  write(node: RegexNode): void {
    if (this.#nodesLeft-- <= 0) this.isTooLong = true;
    if (this.isTooLong) return;
    switch (node.type) {
      case "set":
        this.#add(OP_CHAR, node.set, node.wide);
        return;
      case "not-next":
        this.#add(OP_NOT_NEXT, node.set, node.wide);
        return;
      case "empty":
        return;
      case "capture":
        this.#add(OP_SAVE).x = node.group * 2;
        this.write(node.part);
        this.#add(OP_SAVE).x = node.group * 2 + 1;
        return;
      case "sequence":
        for (const part of node.parts) this.write(part);
        return;
      case "choice":
        this.#writeChoice(node.parts);
        return;
      case "repeat":
        this.#writeRepeat(node);
        return;
      default:
        this.#add(ASSERTION_OPS[node.type]);
        return;
    }
  }

  finish(): void {
    this.#add(OP_MATCH);
  }

  #writeChoice(parts: readonly RegexNode[]): void {
    const jumps: Instruction[] = [];
    for (const [index, part] of parts.entries()) {
      const isLast = index === parts.length - 1;
      const split = isLast ? null : this.#add(OP_SPLIT);
      if (split !== null) split.x = this.instructions.length;
      this.write(part);
      if (split === null) break;
      jumps.push(this.#add(OP_JUMP));
      split.y = this.instructions.length;
    }
    for (const jump of jumps) jump.x = this.instructions.length;
  }

  #writeRepeat(node: RegexNode & { type: "repeat" }): void {
    for (let i = 0; i < node.min && !this.isTooLong; i++) this.write(node.part);
    if (node.max === Infinity) {
      const start = this.instructions.length;
      const split = this.#add(OP_SPLIT);
      split.x = this.instructions.length;
      this.write(node.part);
      this.#add(OP_JUMP).x = start;
      split.y = this.instructions.length;
      if (node.isLazy) preferLeaving(split);
      return;
    }
    const splits: Instruction[] = [];
    for (let i = node.min; i < node.max && !this.isTooLong; i++) {
      const split = this.#add(OP_SPLIT);
      split.x = this.instructions.length;
      splits.push(split);
      this.write(node.part);
    }
    for (const split of splits) {
      split.y = this.instructions.length;
      if (node.isLazy) preferLeaving(split);
    }
  }
}

function preferLeaving(split: Instruction): void {
  const inside = split.x;
  split.x = split.y;
  split.y = inside;
}

/** The program of a tree, or that it is too long. */
export function writeProgram(node: RegexNode): RegexProgram | RegexProblem {
  const writer = new ProgramWriter();
  writer.write(node);
  writer.finish();
  if (writer.isTooLong) return { problem: "the repetitions multiply to too long an expression" };
  return { instructions: writer.instructions };
}

/** The program of a load balancer rule's regular expression, or what is wrong with it. */
export function compileRegex(text: string, ignoreCase: boolean): RegexProgram | RegexProblem {
  const parser = new RegexParser(text, ignoreCase);
  const node = parser.parse();
  return parser.problem === "" ? writeProgram(node) : { problem: parser.problem };
}
