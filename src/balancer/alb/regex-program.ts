// Compiles the regular expressions of rule conditions into a small program for an automaton that reads the text once
// (regex-value.ts runs it). The language is the one that needs no going back: literals, ".", classes, the escapes
// \d \w \s and their opposites, groups, "|", "*", "+", "?", "{m,n}", "^" and "$". Back-references and look-around have no
// place in it and make the expression invalid. https://swtch.com/~rsc/regexp/regexp1.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html

/** Instructions a program may have; "{m,n}" multiplies what it stands behind. */
export const REGEX_INSTRUCTIONS_MAX = 1024;
/** Characters a set can hold: latin1. */
export const CHARACTERS = 256;
/** Nesting of groups. */
export const REGEX_DEPTH_MAX = 32;

export const OP_CHAR = 0;
export const OP_SPLIT = 1;
export const OP_JUMP = 2;
export const OP_START = 3;
export const OP_END = 4;
export const OP_MATCH = 5;

/** A bit per latin1 character; small enough that the engine keeps it among ordinary objects. */
export type CharacterSet = Uint8Array;

export function hasCharacter(set: CharacterSet, code: number): boolean {
  return code < CHARACTERS && ((set[code >> 3] as number) & (1 << (code & 7))) !== 0;
}

function addCharacter(set: CharacterSet, code: number): void {
  set[code >> 3] = (set[code >> 3] as number) | (1 << (code & 7));
}

/** One step: a set of characters to read, or where to go on. */
export interface Instruction {
  readonly op: 0 | 1 | 2 | 3 | 4 | 5;
  /** With OP_CHAR: the characters that are taken. */
  readonly set: CharacterSet | null;
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

const DIGITS = "0-9";
const WORD = "0-9A-Za-z_";
const SPACE = " \t\n\r\f\v";

function setOf(ranges: string): CharacterSet {
  const set = new Uint8Array(CHARACTERS / 8);
  for (let i = 0; i < ranges.length; i++) {
    const from = ranges.charCodeAt(i);
    let to = from;
    if (ranges.charAt(i + 1) === "-" && i + 2 < ranges.length) {
      to = ranges.charCodeAt(i + 2);
      i += 2;
    }
    for (let code = from; code <= to; code++) addCharacter(set, code);
  }
  return set;
}

function inverse(set: CharacterSet): CharacterSet {
  return set.map((bits) => ~bits);
}

function withOtherCase(set: CharacterSet): CharacterSet {
  const both = set.slice();
  for (let code = 65; code <= 90; code++) {
    if (hasCharacter(set, code)) addCharacter(both, code + 32);
    if (hasCharacter(set, code + 32)) addCharacter(both, code);
  }
  return both;
}

/** Sets are never changed once they are in a program, so the common ones are made once. */
const SINGLES = Array.from({ length: CHARACTERS }, (_, code) => {
  const set = new Uint8Array(CHARACTERS / 8);
  addCharacter(set, code);
  return set;
});
const SINGLES_OF_EITHER_CASE = SINGLES.map(withOtherCase);
const NO_CHARACTER = new Uint8Array(CHARACTERS / 8);
const NOT_LINE_FEED = inverse(SINGLES[10] as CharacterSet);

type Node =
  | { readonly type: "set"; readonly set: CharacterSet }
  | { readonly type: "start" | "end" | "empty" }
  | { readonly type: "sequence" | "choice"; readonly parts: readonly Node[] }
  | { readonly type: "repeat"; readonly part: Node; readonly min: number; readonly max: number };

const EMPTY: Node = { type: "empty" };

class RegexParser {
  readonly #text: string;
  readonly #ignoreCase: boolean;
  #at = 0;
  #depth = 0;
  problem = "";

  constructor(text: string, ignoreCase: boolean) {
    this.#text = text;
    this.#ignoreCase = ignoreCase;
  }

  parse(): Node {
    const node = this.#choice();
    if (this.problem === "" && this.#at < this.#text.length) this.#fail("unmatched )");
    return node;
  }

  #fail(problem: string): Node {
    if (this.problem === "") this.problem = `${problem} at character ${this.#at + 1}`;
    this.#at = this.#text.length;
    return EMPTY;
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #choice(): Node {
    const parts = [this.#sequence()];
    while (this.#peek() === "|") {
      this.#at++;
      parts.push(this.#sequence());
    }
    return parts.length === 1 ? (parts[0] as Node) : { type: "choice", parts };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (this.#at < this.#text.length && this.#peek() !== "|" && this.#peek() !== ")") {
      parts.push(this.#repeats(this.#atom()));
    }
    return { type: "sequence", parts };
  }

  #atom(): Node {
    const char = this.#peek();
    this.#at++;
    switch (char) {
      case "(":
        return this.#group();
      case "[":
        return this.#characterClass();
      case ".":
        return { type: "set", set: NOT_LINE_FEED };
      case "^":
        return { type: "start" };
      case "$":
        return { type: "end" };
      case "\\":
        return { type: "set", set: this.#escape() };
      case "*":
      case "+":
      case "?":
        return this.#fail("nothing to repeat");
      default:
        return { type: "set", set: this.#single(char.charCodeAt(0)) };
    }
  }

  #group(): Node {
    if (++this.#depth > REGEX_DEPTH_MAX) return this.#fail("groups are nested too deeply");
    if (this.#peek() === "?") {
      if (this.#text.charAt(this.#at + 1) !== ":") return this.#fail("unsupported group");
      this.#at += 2;
    }
    const node = this.#choice();
    if (this.#peek() !== ")") return this.#fail("missing )");
    this.#at++;
    this.#depth--;
    return node;
  }

  #escape(): CharacterSet {
    const char = this.#peek();
    this.#at++;
    switch (char) {
      case "d":
        return setOf(DIGITS);
      case "D":
        return inverse(setOf(DIGITS));
      case "w":
        return setOf(WORD);
      case "W":
        return inverse(setOf(WORD));
      case "s":
        return setOf(SPACE);
      case "S":
        return inverse(setOf(SPACE));
      case "t":
        return this.#single(9);
      case "n":
        return this.#single(10);
      case "r":
        return this.#single(13);
      default:
        if (/[A-Za-z0-9]/.test(char) || char === "") this.#fail("unsupported escape");
        return this.#single(char === "" ? 0 : char.charCodeAt(0));
    }
  }

  #characterClass(): Node {
    const isInverse = this.#peek() === "^";
    if (isInverse) this.#at++;
    const set = new Uint8Array(CHARACTERS / 8);
    let isFirst = true;
    while (this.#at < this.#text.length && (isFirst || this.#peek() !== "]")) {
      isFirst = false;
      this.#classMember(set);
    }
    if (this.#peek() !== "]") return this.#fail("missing ]");
    this.#at++;
    const taken = this.#ignoreCase ? withOtherCase(set) : set;
    return { type: "set", set: isInverse ? inverse(taken) : taken };
  }

  #classMember(set: CharacterSet): void {
    const char = this.#peek();
    this.#at++;
    if (char === "\\") {
      const escaped = this.#escape();
      for (let i = 0; i < set.length; i++) set[i] = (set[i] as number) | (escaped[i] as number);
      return;
    }
    const from = char.charCodeAt(0);
    let to = from;
    const next = this.#text.charAt(this.#at + 1);
    if (this.#peek() === "-" && next !== "]" && next !== "" && next !== "\\") {
      to = next.charCodeAt(0);
      this.#at += 2;
      if (to < from) this.#fail("range out of order");
    }
    for (let code = from; code <= Math.min(to, CHARACTERS - 1); code++) addCharacter(set, code);
  }

  #repeats(atom: Node): Node {
    let node = atom;
    for (;;) {
      const char = this.#peek();
      if (char === "*") node = { type: "repeat", part: node, min: 0, max: Infinity };
      else if (char === "+") node = { type: "repeat", part: node, min: 1, max: Infinity };
      else if (char === "?") node = { type: "repeat", part: node, min: 0, max: 1 };
      else if (char === "{") {
        const counted = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(this.#text.slice(this.#at));
        if (counted === null) return this.#fail("unsupported {");
        const min = Number(counted[1]);
        const max =
          counted[2] === undefined ? min : counted[3] === "" ? Infinity : Number(counted[3]);
        if (max < min) return this.#fail("range out of order");
        node = { type: "repeat", part: node, min, max };
        this.#at += counted[0].length - 1;
      } else return node;
      this.#at++;
      // Lazy and greedy differ in what they capture, not in whether they match.
      if (this.#peek() === "?") this.#at++;
    }
  }

  #single(code: number): CharacterSet {
    return (this.#ignoreCase ? SINGLES_OF_EITHER_CASE : SINGLES)[code] ?? NO_CHARACTER;
  }
}

class ProgramWriter {
  readonly instructions: Instruction[] = [];
  isTooLong = false;
  /** Repetitions of nothing write no instruction but take time all the same. */
  #nodesLeft = REGEX_INSTRUCTIONS_MAX * 8;

  #add(op: Instruction["op"], set: CharacterSet | null = null): Instruction {
    const instruction: Instruction = { op, set, x: 0, y: 0 };
    if (this.instructions.length >= REGEX_INSTRUCTIONS_MAX) this.isTooLong = true;
    else this.instructions.push(instruction);
    return instruction;
  }

  write(node: Node): void {
    if (this.#nodesLeft-- <= 0) this.isTooLong = true;
    if (this.isTooLong) return;
    switch (node.type) {
      case "set":
        this.#add(OP_CHAR, node.set);
        return;
      case "start":
        this.#add(OP_START);
        return;
      case "end":
        this.#add(OP_END);
        return;
      case "empty":
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
    }
  }

  finish(): void {
    this.#add(OP_MATCH);
  }

  #writeChoice(parts: readonly Node[]): void {
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

  #writeRepeat(node: Node & { type: "repeat" }): void {
    for (let i = 0; i < node.min && !this.isTooLong; i++) this.write(node.part);
    if (node.max === Infinity) {
      const start = this.instructions.length;
      const split = this.#add(OP_SPLIT);
      split.x = this.instructions.length;
      this.write(node.part);
      this.#add(OP_JUMP).x = start;
      split.y = this.instructions.length;
      return;
    }
    const splits: Instruction[] = [];
    for (let i = node.min; i < node.max && !this.isTooLong; i++) {
      const split = this.#add(OP_SPLIT);
      split.x = this.instructions.length;
      splits.push(split);
      this.write(node.part);
    }
    for (const split of splits) split.y = this.instructions.length;
  }
}

/** The program of a regular expression, or what is wrong with it. */
export function compileRegex(text: string, ignoreCase: boolean): RegexProgram | RegexProblem {
  const parser = new RegexParser(text, ignoreCase);
  const node = parser.parse();
  if (parser.problem !== "") return { problem: parser.problem };
  const writer = new ProgramWriter();
  writer.write(node);
  writer.finish();
  if (writer.isTooLong) return { problem: "the repetitions multiply to too long an expression" };
  return { instructions: writer.instructions };
}
