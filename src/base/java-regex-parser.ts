// Reads Java's regular expressions as far as an automaton without going back can run them: everything but look-around,
// back-references, atomic groups and possessive groups, which are refused with a reason. A possessive quantifier behind
// a single character or class is exact: it means "and none of these may follow".
// https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html
import {
  ANY_CHARACTER,
  ESCAPED_CLASSES,
  NOT_LINE_FEED,
  NOT_LINE_TERMINATOR,
  POSIX_CLASSES,
  intersectionOf,
  inverseClass,
  rangeClass,
  unionOf,
  withEitherCase,
  type JavaClass,
} from "./java-regex-class.ts";
import { EMPTY_NODE, type RegexNode } from "./regex-node.ts";

/** Nesting of groups and classes. */
const DEPTH_MAX = 32;
const EXPRESSION_LENGTH_MAX = 4096;
const REPETITIONS_MAX = 1024;
/** Groups whose place can be asked for; the others only group. */
export const CAPTURES_MAX = 20;

const CONTROL_ESCAPES: ReadonlyMap<string, number> = new Map([
  ["t", 9],
  ["n", 10],
  ["r", 13],
  ["f", 12],
  ["a", 7],
  ["e", 27],
]);

interface Flags {
  ignoreCase: boolean;
  dotAll: boolean;
  multiLine: boolean;
  unixLines: boolean;
  comments: boolean;
}

/** One use per expression: `parse`, then look at `problem`. */
export class JavaRegexParser {
  readonly #text: string;
  #flags: Flags = {
    ignoreCase: false,
    dotAll: false,
    multiLine: false,
    unixLines: false,
    comments: false,
  };
  #at = 0;
  #depth = 0;
  /** Groups seen so far, the whole not counted. */
  groupCount = 0;
  problem = "";

  constructor(text: string) {
    this.#text = text;
  }

  parse(): RegexNode {
    if (this.#text.length > EXPRESSION_LENGTH_MAX) return this.#fail("the expression is too long");
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

  #take(): string {
    return this.#text.charAt(this.#at++);
  }

  /** Takes the text if it stands here. */
  #accept(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #choice(): RegexNode {
    const parts = [this.#sequence()];
    while (this.#accept("|")) parts.push(this.#sequence());
    return parts.length === 1 ? (parts[0] as RegexNode) : { type: "choice", parts };
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = [];
    for (;;) {
      if (this.#flags.comments) this.#skipComments();
      if (this.#at >= this.#text.length || this.#peek() === "|" || this.#peek() === ")") break;
      if (this.#accept("\\Q")) this.#quotation(parts);
      else parts.push(this.#repeats(this.#atom()));
    }
    return { type: "sequence", parts };
  }

  #skipComments(): void {
    const skipped = /(?:\s+|#[^\n]*)*/y;
    skipped.lastIndex = this.#at;
    this.#at += skipped.exec(this.#text)?.[0].length ?? 0;
  }

  /** \Q…\E: a quantifier behind it is for its last character. */
  #quotation(parts: RegexNode[]): void {
    const end = this.#text.indexOf("\\E", this.#at);
    const quoted = this.#text.slice(this.#at, end === -1 ? undefined : end);
    this.#at = end === -1 ? this.#text.length : end + 2;
    for (let i = 0; i < quoted.length; i++) {
      const node = this.#literal(quoted.charCodeAt(i));
      parts.push(i === quoted.length - 1 ? this.#repeats(node) : node);
    }
  }

  #atom(): RegexNode {
    const char = this.#take();
    switch (char) {
      case "(":
        return this.#group();
      case "[":
        return this.#taking(this.#class());
      case ".":
        if (this.#flags.dotAll) return this.#taking(ANY_CHARACTER);
        return this.#taking(this.#flags.unixLines ? NOT_LINE_FEED : NOT_LINE_TERMINATOR);
      case "^":
        return { type: this.#flags.multiLine ? "line-start" : "start" };
      case "$":
        return { type: this.#flags.multiLine ? "line-end" : "final-end" };
      case "\\":
        return this.#escape();
      case "*":
      case "+":
      case "?":
        return this.#fail("nothing to repeat");
      default:
        return this.#literal(char.charCodeAt(0));
    }
  }

  #taking({ set, wide }: JavaClass): RegexNode {
    return { type: "set", set, wide };
  }

  #literal(code: number): RegexNode {
    return this.#taking(this.#cased(rangeClass(code, code)));
  }

  #cased(of: JavaClass): JavaClass {
    return this.#flags.ignoreCase ? withEitherCase(of) : of;
  }

  #group(): RegexNode {
    if (++this.#depth > DEPTH_MAX) return this.#fail("groups are nested too deeply");
    const outer = { ...this.#flags };
    let group = 0;
    if (this.#accept("?")) {
      if (this.#accept("<") && !/[=!]/.test(this.#peek())) {
        const name = /[A-Za-z][0-9A-Za-z]*>/y;
        name.lastIndex = this.#at;
        const found = name.exec(this.#text);
        if (found === null) return this.#fail("group name expected");
        this.#at += found[0].length;
        group = ++this.groupCount;
      } else if (!this.#groupKind()) return EMPTY_NODE;
      // "(?i)" by itself holds for the rest of the group around it.
      else if (this.#text.charAt(this.#at - 1) === ")") {
        this.#depth--;
        return EMPTY_NODE;
      }
    } else group = ++this.groupCount;
    const part = this.#choice();
    if (!this.#accept(")")) return this.#fail("missing )");
    this.#flags = outer;
    this.#depth--;
    return group > 0 && group < CAPTURES_MAX ? { type: "capture", part, group } : part;
  }

  /** Behind "(?": flags with ":" or ")"; false for what cannot be run. */
  #groupKind(): boolean {
    const kind = this.#peek();
    const before = this.#text.charAt(this.#at - 1);
    if (kind === "=" || kind === "!" || before === "<") {
      this.#fail("look-around is not supported");
      return false;
    }
    if (kind === ">") {
      this.#fail("atomic groups are not supported");
      return false;
    }
    let isOn = true;
    for (;;) {
      const flag = this.#take();
      if (flag === ":" || flag === ")") return true;
      if (flag === "-") isOn = false;
      else if (flag === "i") this.#flags.ignoreCase = isOn;
      else if (flag === "s") this.#flags.dotAll = isOn;
      else if (flag === "m") this.#flags.multiLine = isOn;
      else if (flag === "d") this.#flags.unixLines = isOn;
      else if (flag === "x") this.#flags.comments = isOn;
      else {
        this.#fail("unsupported group");
        return false;
      }
    }
  }

  #escape(): RegexNode {
    const char = this.#peek();
    if (/[1-9]/.test(char) || char === "k") return this.#fail("back-references are not supported");
    this.#at++;
    switch (char) {
      case "A":
        return { type: "start" };
      case "z":
        return { type: "end" };
      case "Z":
        return { type: "final-end" };
      case "b":
        return { type: "word-boundary" };
      case "B":
        return { type: "no-word-boundary" };
      case "E":
        return EMPTY_NODE;
      default:
        this.#at--;
        return this.#taking(this.#cased(this.#escapedClass()));
    }
  }

  /** What an escape stands for inside and outside of classes. */
  #escapedClass(): JavaClass {
    const char = this.#take();
    const known = ESCAPED_CLASSES.get(char);
    if (known !== undefined) return known;
    if (char === "p" || char === "P") return this.#property(char === "P");
    const code = this.#escapedCode(char);
    return rangeClass(code, code);
  }

  #property(isInverse: boolean): JavaClass {
    const name = /\{(\w+)\}/y;
    name.lastIndex = this.#at;
    const found = name.exec(this.#text);
    const known = POSIX_CLASSES.get(found?.[1] ?? "");
    if (found === null || known === undefined) {
      this.#fail("unsupported character property");
      return ANY_CHARACTER;
    }
    this.#at += found[0].length;
    return isInverse ? inverseClass(known) : known;
  }

  #escapedCode(char: string): number {
    const control = CONTROL_ESCAPES.get(char);
    if (control !== undefined) return control;
    if (char === "x") return this.#number(/[0-9A-Fa-f]{2}/y, 16);
    if (char === "u") return this.#number(/[0-9A-Fa-f]{4}/y, 16);
    if (char === "0") return this.#number(/[0-3]?[0-7]{1,2}/y, 8);
    if (char === "c") return this.#take().charCodeAt(0) ^ 64;
    if (/[A-Za-z0-9]/.test(char) || char === "") this.#fail("unsupported escape");
    return char === "" ? 0 : char.charCodeAt(0);
  }

  #number(digits: RegExp, radix: number): number {
    digits.lastIndex = this.#at;
    const found = digits.exec(this.#text);
    if (found === null) {
      this.#fail("illegal escape");
      return 0;
    }
    this.#at += found[0].length;
    return Number.parseInt(found[0], radix);
  }

  /** Behind "[": members, classes in the class and "&&". */
  #class(): JavaClass {
    if (++this.#depth > DEPTH_MAX) {
      this.#fail("classes are nested too deeply");
      return ANY_CHARACTER;
    }
    const isInverse = this.#accept("^");
    let left: JavaClass | null = null;
    let members: JavaClass | null = null;
    for (let isFirst = true; ; isFirst = false) {
      if (this.#at >= this.#text.length) this.#fail("missing ]");
      if (this.problem !== "" || (!isFirst && this.#accept("]"))) break;
      if (this.#accept("&&")) {
        left = both(left, members);
        members = null;
        continue;
      }
      const member = this.#accept("[") ? this.#class() : this.#member();
      members = members === null ? member : unionOf(members, member);
    }
    this.#depth--;
    const taken = both(left, members) ?? ANY_CHARACTER;
    return isInverse ? inverseClass(taken) : taken;
  }

  #member(): JavaClass {
    const char = this.#take();
    const next = this.#peek();
    let from = char.charCodeAt(0);
    if (char === "\\") {
      if (ESCAPED_CLASSES.has(next) || next === "p" || next === "P") return this.#escapedClass();
      this.#at++;
      from = this.#escapedCode(next);
    }
    const last = this.#text.charAt(this.#at + 1);
    if (this.#peek() !== "-" || last === "]" || last === "[" || last === "") {
      return this.#cased(rangeClass(from, from));
    }
    this.#at += 2;
    const to = last === "\\" ? this.#escapedCode(this.#take()) : last.charCodeAt(0);
    if (to < from) this.#fail("range out of order");
    return this.#cased(rangeClass(from, to));
  }

  #repeats(atom: RegexNode): RegexNode {
    let node = atom;
    for (;;) {
      if (this.#flags.comments) this.#skipComments();
      const counted = /[*+?]|\{(\d{1,4})(,(\d{0,4}))?\}/y;
      counted.lastIndex = this.#at;
      const found = counted.exec(this.#text);
      if (found === null) return this.#peek() === "{" ? this.#fail("illegal repetition") : node;
      const [sign, least, comma, most] = found;
      this.#at += sign.length;
      const min = least === undefined ? (sign === "+" ? 1 : 0) : Number(least);
      const max = least === undefined ? (sign === "?" ? 1 : Infinity) : maximum(min, comma, most);
      if (max < min || min > REPETITIONS_MAX || (max !== Infinity && max > REPETITIONS_MAX)) {
        return this.#fail("repetition out of range");
      }
      if (this.#accept("+")) node = this.#possessive(node, min, max);
      else node = { type: "repeat", part: node, min, max, isLazy: this.#accept("?") };
    }
  }

  /** X{m,}+ takes all it can get: none of X follows. X{m,n}+ may also end because it has had n. */
  #possessive(part: RegexNode, min: number, max: number): RegexNode {
    if (part.type !== "set") return this.#fail("possessive groups are not supported");
    const stop: RegexNode = { type: "not-next", set: part.set, wide: part.wide };
    const least: RegexNode = { type: "repeat", part, min, max: min, isLazy: false };
    if (max === Infinity) {
      const rest: RegexNode = { type: "repeat", part, min: 0, max, isLazy: false };
      return { type: "sequence", parts: [least, rest, stop] };
    }
    let rest: RegexNode = EMPTY_NODE;
    for (let i = min; i < max; i++) {
      const more: RegexNode = { type: "sequence", parts: [part, rest] };
      rest = { type: "choice", parts: [more, stop] };
    }
    return { type: "sequence", parts: [least, rest] };
  }
}

function both(left: JavaClass | null, right: JavaClass | null): JavaClass | null {
  return left === null || right === null ? (left ?? right) : intersectionOf(left, right);
}

function maximum(min: number, comma: string | undefined, most: string | undefined): number {
  if (comma === undefined) return min;
  return most === "" || most === undefined ? Infinity : Number(most);
}
