// Reads the text of an Insights query piece by piece: words, numbers, texts, expressions between slashes. What a slash
// means depends on where it stands, so there are no tokens made ahead: the parser asks for what it can use.
// Comments begin with "#" and go to the end of their line.
import { LogStoreError } from "../../store/log-store.ts";
import { compileSearch, type SearchPattern } from "./search-pattern.ts";

const SPACE = /(?:\s+|#[^\n]*)*/y;
/** Names of other characters need backticks; "a.0.b" asks into arrays. */
const NAME = /[A-Za-z_@][A-Za-z0-9_@.]*/y;
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?![A-Za-z_@])/y;
const PERIOD = /(\d+)\s*([a-z]+)(?![A-Za-z0-9_@])/y;
/** How much of the text a message shows. */
const SHOWN_MAX = 40;

export class QueryReader {
  readonly text: string;
  #at = 0;

  constructor(text: string) {
    this.text = text;
    this.#skipSpace();
  }

  /** Where the next piece begins. */
  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.text.length;
  }

  /** The text from there to the last piece that was read. */
  textSince(start: number): string {
    return this.text.slice(start, this.#at).replaceAll(/(?:\s+|#[^\n]*)+$/g, "");
  }

  fail(problem?: string, offset = this.#at): never {
    const line = this.text.slice(0, offset).split("\n").length;
    const position = offset - this.text.lastIndexOf("\n", offset - 1);
    const symbol = /^[A-Za-z0-9_@.]+|^\S?/.exec(this.text.slice(offset))?.[0] ?? "";
    const found = symbol === "" ? "end of query" : symbol.slice(0, SHOWN_MAX);
    const said = problem ?? `unexpected symbol found ${found}`;
    throw new LogStoreError(
      "malformed-query",
      `${said} at line ${line} and position ${position}`,
      Math.min(offset, this.text.length),
    );
  }

  /** Whether the text goes on with that sign; if so it is read. */
  take(sign: string): boolean {
    if (!this.text.startsWith(sign, this.#at)) return false;
    this.#advance(sign.length);
    return true;
  }

  expect(sign: string): void {
    if (!this.take(sign)) this.fail();
  }

  /** As `take`, for a word in any case that must end there. */
  takeWord(word: string): boolean {
    if (this.peekWord() !== word) return false;
    this.#advance(word.length);
    return true;
  }

  /** The next word in lower case, "" where there is none; it stays. */
  peekWord(): string {
    return this.#match(NAME)?.[0].toLowerCase() ?? "";
  }

  /** A name as it is written, backticks taken off; null where there is none. */
  takeName(): string | null {
    if (this.text.charAt(this.#at) === "`") {
      const end = this.text.indexOf("`", this.#at + 1);
      if (end === -1) this.fail("missing ` found");
      const name = this.text.slice(this.#at + 1, end);
      if (name === "") this.fail();
      this.#advance(end + 1 - this.#at);
      return name;
    }
    return this.#takeMatch(NAME)?.[0] ?? null;
  }

  expectName(): string {
    return this.takeName() ?? this.fail();
  }

  takeNumber(): number | null {
    const found = this.#takeMatch(NUMBER);
    return found === null ? null : Number(found[0]);
  }

  /** "5m" in its parts. */
  takePeriod(): { length: number; unit: string } | null {
    const found = this.#takeMatch(PERIOD);
    return found === null ? null : { length: Number(found[1]), unit: found[2] ?? "" };
  }

  /** A text between quotation marks of either kind; a backslash keeps one from ending it. */
  takeText(): string | null {
    const mark = this.text.charAt(this.#at);
    if (mark !== '"' && mark !== "'") return null;
    let value = "";
    for (let at = this.#at + 1; at < this.text.length; at++) {
      let char = this.text.charAt(at);
      if (char === mark) {
        this.#advance(at + 1 - this.#at);
        return value;
      }
      if (char === "\\" && /["'\\]/.test(this.text.charAt(at + 1))) char = this.text.charAt(++at);
      value += char;
    }
    return this.fail(`missing ${mark} found`);
  }

  /** What stands between slashes, a slash inside escaped or in brackets; null where no slash is next. */
  takeRegexText(): string | null {
    if (this.text.charAt(this.#at) !== "/") return null;
    for (let at = this.#at + 1; at < this.text.length; at++) {
      const char = this.text.charAt(at);
      if (char === "\\") at++;
      else if (char === "/") {
        const source = this.text.slice(this.#at + 1, at).replaceAll("\\/", "/");
        this.#advance(at + 1 - this.#at);
        return source;
      }
    }
    return this.fail("missing / found");
  }

  compile(source: string, offset: number): SearchPattern {
    const pattern = compileSearch(source);
    if ("problem" in pattern)
      this.fail(`invalid regular expression (${pattern.problem}) found`, offset);
    return pattern;
  }

  #advance(length: number): void {
    this.#at += length;
    this.#skipSpace();
  }

  #skipSpace(): void {
    this.#at += this.#match(SPACE)?.[0].length ?? 0;
  }

  #match(sticky: RegExp): RegExpExecArray | null {
    const expression = new RegExp(sticky.source, sticky.flags);
    expression.lastIndex = this.#at;
    return expression.exec(this.text);
  }

  #takeMatch(sticky: RegExp): RegExpExecArray | null {
    const found = this.#match(sticky);
    if (found !== null) this.#advance(found[0].length);
    return found;
  }
}
