// Cuts a mapping template into texts, references and directives, in one pass. Only the fragments behind "$" and "#" are
// given to the template library's parser (vtl-expression.ts): its time grows with the square of what it is given, so
// that a whole template of the permitted size could hold up the process for minutes.
// https://velocity.apache.org/engine/1.7/vtl-reference.html

/** A "$name…" or "#name(…)" is no longer than this. */
const FRAGMENT_LENGTH_MAX = 4096;
/** Nesting of brackets in a fragment. */
const FRAGMENT_DEPTH_MAX = 32;

/** A piece of the template. Strings of a fragment are taken out: "'0'" stands for the first of `strings`. */
export interface VtlFragment {
  readonly text: string;
  readonly strings: readonly VtlString[];
}

export interface VtlString {
  readonly text: string;
  /** In double quotes: references in it count. */
  readonly isInterpolated: boolean;
}

export type VtlToken =
  | { readonly type: "text"; readonly text: string }
  | {
      readonly type: "reference";
      readonly fragment: VtlFragment;
      readonly source: string;
      readonly backslashes: number;
    }
  /** `fragment` is the part in parentheses, with them; null for a directive without. */
  | { readonly type: "directive"; readonly name: string; readonly fragment: VtlFragment | null };

const INTERESTING = /[$#\\]/g;
const REFERENCE_START = /\$!?(\{)?[A-Za-z_][\w-]*/y;
const MEMBER = /\.[A-Za-z_][\w-]*/y;
const DIRECTIVE_NAME = /#(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/y;
const BEFORE_PARENTHESIS = /[ \t]*(?=\()/y;
const REST_OF_BLANK_LINE = /[ \t]*(?:\r\n|\n|\r)/y;
const SINGLE_QUOTED = /'((?:[^']|'')*)'/y;
const DOUBLE_QUOTED = /"((?:[^"]|"")*)"/y;
const PLAIN = /[^'"()[\]{}]+/y;

/** Directives that want their parentheses, and those that have none. */
const WITH_PARENTHESES = new Set(["set", "if", "elseif", "foreach", "macro", "define"]);
const WITHOUT_PARENTHESES = new Set(["else", "end", "break", "stop"]);
/** Would read other files or make templates out of data; there are none to read. */
const REFUSED = new Set(["parse", "include", "evaluate"]);

function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at;
  return expression.exec(text);
}

export class VtlScanner {
  readonly #source: string;
  readonly #macroNames: ReadonlySet<string>;
  readonly #tokens: VtlToken[] = [];
  #at = 0;
  #text = "";
  problem = "";

  constructor(source: string, macroNames: ReadonlySet<string>) {
    this.#source = source;
    this.#macroNames = macroNames;
  }

  scan(): readonly VtlToken[] {
    const source = this.#source;
    while (this.#at < source.length && this.problem === "") {
      INTERESTING.lastIndex = this.#at;
      const found = INTERESTING.exec(source);
      const next = found?.index ?? source.length;
      this.#text += source.slice(this.#at, next);
      this.#at = next;
      if (found === null) break;
      if (found[0] === "\\") this.#escapes();
      else if (found[0] === "$") this.#reference(0);
      else this.#hash();
    }
    this.#flush();
    return this.#tokens;
  }

  #flush(): void {
    if (this.#text !== "") this.#tokens.push({ type: "text", text: this.#text });
    this.#text = "";
  }

  #takeText(length: number): void {
    this.#text += this.#source.slice(this.#at, this.#at + length);
    this.#at += length;
  }

  /** Backslashes count only right before a reference or directive. */
  #escapes(): void {
    let end = this.#at;
    while (this.#source.charAt(end) === "\\") end++;
    const count = end - this.#at;
    const next = this.#source.charAt(end);
    if (next === "$" && matchAt(REFERENCE_START, this.#source, end) !== null) {
      this.#at = end;
      this.#reference(count);
      return;
    }
    const name = next === "#" ? this.#directiveNameAt(end) : "";
    if (name === "") {
      this.#takeText(count);
      return;
    }
    this.#text += "\\".repeat(count >> 1);
    this.#at = end;
    if (count % 2 === 1) this.#takeText(1);
  }

  #directiveNameAt(at: number): string {
    const found = matchAt(DIRECTIVE_NAME, this.#source, at);
    const name = found?.[1] ?? found?.[2] ?? "";
    return WITH_PARENTHESES.has(name) ||
      WITHOUT_PARENTHESES.has(name) ||
      REFUSED.has(name) ||
      this.#macroNames.has(name)
      ? name
      : "";
  }

  #reference(backslashes: number): void {
    const source = this.#source;
    const start = this.#at;
    const opening = matchAt(REFERENCE_START, source, start);
    if (opening === null) {
      this.#takeText(1);
      return;
    }
    const fragment = new FragmentReader(source, start);
    fragment.take(opening[0].length);
    fragment.steps();
    if (opening[1] === "{" && !fragment.accept("}")) {
      this.#text += "\\".repeat(backslashes);
      this.#takeText(1);
      return;
    }
    this.#at = fragment.at;
    this.#flush();
    this.#tokens.push({
      type: "reference",
      fragment: fragment.finish(),
      source: source.slice(start, fragment.at),
      backslashes,
    });
  }

  #hash(): void {
    const source = this.#source;
    if (source.startsWith("##", this.#at)) {
      const end = /\r\n|\n|\r/g;
      end.lastIndex = this.#at;
      this.#at = end.exec(source) === null ? source.length : end.lastIndex;
    } else if (source.startsWith("#*", this.#at)) {
      const end = source.indexOf("*#", this.#at + 2);
      this.#at = end === -1 ? source.length : end + 2;
    } else if (source.startsWith("#[[", this.#at)) {
      const end = source.indexOf("]]#", this.#at + 3);
      this.#text += source.slice(this.#at + 3, end === -1 ? source.length : end);
      this.#at = end === -1 ? source.length : end + 3;
    } else {
      const name = this.#directiveNameAt(this.#at);
      if (name === "") this.#takeText(1);
      else this.#directive(name);
    }
  }

  #directive(name: string): void {
    const source = this.#source;
    if (REFUSED.has(name)) {
      this.problem = `#${name} is not supported`;
      return;
    }
    let at = this.#at + (matchAt(DIRECTIVE_NAME, source, this.#at)?.[0].length ?? 0);
    let fragment: VtlFragment | null = null;
    const blanks = matchAt(BEFORE_PARENTHESIS, source, at);
    if (WITHOUT_PARENTHESES.has(name) || blanks === null) {
      if (WITH_PARENTHESES.has(name)) {
        this.problem = `#${name} lacks its parentheses`;
        return;
      }
      if (!WITHOUT_PARENTHESES.has(name)) {
        this.#takeText(1);
        return;
      }
    } else {
      const reader = new FragmentReader(source, at + blanks[0].length);
      if (!reader.balanced()) {
        this.problem = `The parentheses of #${name} are not closed, too long or nested too deeply`;
        return;
      }
      fragment = reader.finish();
      at = reader.at;
    }
    // #set takes the blanks before it away; every directive the rest of its line when nothing is on it.
    if (name === "set") this.#text = this.#text.replace(/[ \t]+$/, "");
    this.#flush();
    this.#at = at + (matchAt(REST_OF_BLANK_LINE, source, at)?.[0].length ?? 0);
    this.#tokens.push({ type: "directive", name, fragment });
  }
}

/** Takes a fragment out of the source and its strings out of the fragment. */
class FragmentReader {
  readonly #source: string;
  readonly #start: number;
  readonly #strings: VtlString[] = [];
  #text = "";
  at: number;

  constructor(source: string, start: number) {
    this.#source = source;
    this.#start = start;
    this.at = start;
  }

  finish(): VtlFragment {
    return { text: this.#text, strings: this.#strings };
  }

  take(length: number): void {
    this.#text += this.#source.slice(this.at, this.at + length);
    this.at += length;
  }

  accept(char: string): boolean {
    if (this.#source.charAt(this.at) !== char) return false;
    this.take(1);
    return true;
  }

  /** ".name", ".name(…)" and "[…]" as long as they follow. */
  steps(): void {
    while (this.at - this.#start < FRAGMENT_LENGTH_MAX) {
      const member = matchAt(MEMBER, this.#source, this.at);
      if (member !== null) {
        this.take(member[0].length);
        if (this.#source.charAt(this.at) === "(" && !this.balanced()) return;
      } else if (this.#source.charAt(this.at) !== "[" || !this.balanced()) return;
    }
  }

  /** From an opening bracket to its closing one; takes nothing when there is none. */
  balanced(): boolean {
    const { at, length } = { at: this.at, length: this.#text.length };
    const stringCount = this.#strings.length;
    const closers: string[] = [];
    do {
      const char = this.#source.charAt(this.at);
      const isTooMuch =
        closers.length > FRAGMENT_DEPTH_MAX || this.at - this.#start > FRAGMENT_LENGTH_MAX;
      if (char === "" || isTooMuch || !this.#takeOne(char, closers)) {
        this.at = at;
        this.#text = this.#text.slice(0, length);
        this.#strings.length = stringCount;
        return false;
      }
    } while (closers.length > 0);
    return true;
  }

  #takeOne(char: string, closers: string[]): boolean {
    switch (char) {
      case "'":
      case '"':
        return this.#string(char);
      case "(":
        closers.push(")");
        break;
      case "[":
        closers.push("]");
        break;
      case "{":
        closers.push("}");
        break;
      case ")":
      case "]":
      case "}":
        if (closers.pop() !== char) return false;
        break;
      default:
        this.take(matchAt(PLAIN, this.#source, this.at)?.[0].length ?? 1);
        return true;
    }
    this.take(1);
    return true;
  }

  /** A quote in a string is written twice; a backslash is a backslash. */
  #string(quote: string): boolean {
    const found = matchAt(quote === "'" ? SINGLE_QUOTED : DOUBLE_QUOTED, this.#source, this.at);
    if (found === null) return false;
    const content = found[1] ?? "";
    const isInterpolated = quote === '"';
    const unquoted = content.replaceAll(quote + quote, quote);
    this.#text += `'${this.#strings.length}'`;
    this.#strings.push({
      text: isInterpolated ? unquoted.replaceAll(/\\u([0-9a-fA-F]{4})/g, codePoint) : unquoted,
      isInterpolated,
    });
    this.at += found[0].length;
    return true;
  }
}

function codePoint(_: string, digits: string): string {
  return String.fromCharCode(Number.parseInt(digits, 16));
}
