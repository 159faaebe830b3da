// Reads the regular expressions of load balancer rules: literals, ".", classes, the escapes \d \w \s and their
// opposites, groups, "|", "*", "+", "?", "{m,n}", "^" and "$". Back-references and look-around have no place in it and
// make the expression invalid. Characters are latin1, as header lines are.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
import {
  CHARACTERS,
  addCharacter,
  emptySet,
  inverse,
  setOf,
  withOtherCase,
  type CharacterSet,
} from "./regex-character-set.ts";
import { EMPTY_NODE, type RegexNode } from "./regex-node.ts";

/** Nesting of groups. */
export const REGEX_DEPTH_MAX = 32;

const DIGITS = "0-9";
const WORD = "0-9A-Za-z_";
const SPACE = " \t\n\r\f\v";

/** Sets are never changed once they are in a program, so the common ones are made once. */
const SINGLES = Array.from({ length: CHARACTERS }, (_, code) => {
  const set = emptySet();
  addCharacter(set, code);
  return set;
});
const SINGLES_OF_EITHER_CASE = SINGLES.map(withOtherCase);
const NO_CHARACTER = emptySet();
const NOT_LINE_FEED = inverse(SINGLES[10] as CharacterSet);

function setNode(set: CharacterSet): RegexNode {
  return { type: "set", set, wide: null };
}

/** One use per expression: `parse`, then look at `problem`. */
export class RegexParser {
  readonly #text: string;
  readonly #ignoreCase: boolean;
  #at = 0;
  #depth = 0;
  problem = "";

  constructor(text: string, ignoreCase: boolean) {
    this.#text = text;
    this.#ignoreCase = ignoreCase;
  }

  parse(): RegexNode {
    const node = this.#choice();
    if (this.problem === "" && this.#at < this.#text.length) this.#fail("unmatched )");
    return node;
  }

  #fail(problem: string): RegexNode {
    if (this.problem === "") this.problem = `${problem} at character ${this.#at + 1}`;
    this.#at = this.#text.length;
    return EMPTY_NODE;
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #choice(): RegexNode {
    const parts = [this.#sequence()];
    while (this.#peek() === "|") {
      this.#at++;
      parts.push(this.#sequence());
    }
    return parts.length === 1 ? (parts[0] as RegexNode) : { type: "choice", parts };
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (this.#at < this.#text.length && this.#peek() !== "|" && this.#peek() !== ")") {
      parts.push(this.#repeats(this.#atom()));
    }
    return { type: "sequence", parts };
  }

  #atom(): RegexNode {
    const char = this.#peek();
    this.#at++;
    switch (char) {
      case "(":
        return this.#group();
      case "[":
        return this.#characterClass();
      case ".":
        return setNode(NOT_LINE_FEED);
      case "^":
        return { type: "start" };
      case "$":
        return { type: "end" };
      case "\\":
        return setNode(this.#escape());
      case "*":
      case "+":
      case "?":
        return this.#fail("nothing to repeat");
      default:
        return setNode(this.#single(char.charCodeAt(0)));
    }
  }

  #group(): RegexNode {
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

  #characterClass(): RegexNode {
    const isInverse = this.#peek() === "^";
    if (isInverse) this.#at++;
    const set = emptySet();
    let isFirst = true;
    while (this.#at < this.#text.length && (isFirst || this.#peek() !== "]")) {
      isFirst = false;
      this.#classMember(set);
    }
    if (this.#peek() !== "]") return this.#fail("missing ]");
    this.#at++;
    const taken = this.#ignoreCase ? withOtherCase(set) : set;
    return setNode(isInverse ? inverse(taken) : taken);
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

  #repeats(atom: RegexNode): RegexNode {
    let node = atom;
    for (;;) {
      const char = this.#peek();
      if (char === "*") node = { type: "repeat", part: node, min: 0, max: Infinity, isLazy: false };
      else if (char === "+")
        node = { type: "repeat", part: node, min: 1, max: Infinity, isLazy: false };
      else if (char === "?") node = { type: "repeat", part: node, min: 0, max: 1, isLazy: false };
      else if (char === "{") {
        const counted = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(this.#text.slice(this.#at));
        if (counted === null) return this.#fail("unsupported {");
        const min = Number(counted[1]);
        const max =
          counted[2] === undefined ? min : counted[3] === "" ? Infinity : Number(counted[3]);
        if (max < min) return this.#fail("range out of order");
        node = { type: "repeat", part: node, min, max, isLazy: false };
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
