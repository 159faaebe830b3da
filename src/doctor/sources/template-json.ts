// JSON with positions, by RFC 8259: as JSON.parse reads it, and for every object and list the place of its key. Made
// for plans and synthesised templates of many megabytes, where a YAML reader takes minutes. Strings and numbers are
// left to JSON.parse; only the structure is read here.
import type { TemplatePositions } from "./template-positions.ts";

/** Deeper than this nothing sensible is. */
export const JSON_DEPTH_MAX = 200;

const SPACE = /[ \t\r\n]*/y;
const SCALAR = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Why a text is no JSON, and where. */
export class JsonProblem extends Error {
  readonly offset: number;

  constructor(problem: string, offset: number) {
    super(problem);
    this.offset = offset;
  }
}

/** The value of a JSON text; throws a JsonProblem. */
export function parseJsonWithPositions(text: string, positions: TemplatePositions): unknown {
  return new Reader(text, positions).document();
}

class Reader {
  readonly #text: string;
  readonly #positions: TemplatePositions;
  #at = 0;

  constructor(text: string, positions: TemplatePositions) {
    this.#text = text;
    this.#positions = positions;
  }

  document(): unknown {
    this.#space();
    const value = this.#value(this.#at, 0);
    this.#space();
    if (this.#at < this.#text.length) throw this.#problem("the end of the document was expected");
    return value;
  }

  /** `keyAt`: where the key stands that leads to the value. */
  #value(keyAt: number, depth: number): unknown {
    if (depth > JSON_DEPTH_MAX) throw this.#problem(`it is deeper than ${JSON_DEPTH_MAX} levels`);
    const first = this.#text[this.#at];
    if (first === "{") return this.#object(keyAt, depth);
    if (first === "[") return this.#list(keyAt, depth);
    if (first === '"') return this.#string();
    return JSON.parse(this.#token(SCALAR, "a value was expected")) as unknown;
  }

  #object(keyAt: number, depth: number): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    this.#positions.set(value, keyAt);
    this.#at += 1;
    if (this.#closes("}")) return value;
    do {
      this.#space();
      const at = this.#at;
      const key = this.#string();
      this.#space();
      if (this.#text[this.#at] !== ":") throw this.#problem("a colon was expected");
      this.#at += 1;
      this.#space();
      define(value, key, this.#value(at, depth + 1));
    } while (this.#continues("}"));
    return value;
  }

  #list(keyAt: number, depth: number): unknown[] {
    const value: unknown[] = [];
    this.#positions.set(value, keyAt);
    this.#at += 1;
    if (this.#closes("]")) return value;
    do {
      this.#space();
      value.push(this.#value(this.#at, depth + 1));
    } while (this.#continues("]"));
    return value;
  }

  /** No regular expression: strings may be long (documents within documents). */
  #string(): string {
    const start = this.#at;
    if (this.#text[start] !== '"') throw this.#problem("a string was expected");
    let end = this.#text.indexOf('"', start + 1);
    while (end !== -1 && this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
    if (end === -1) throw this.#problem("a string has no end");
    try {
      const value = JSON.parse(this.#text.slice(start, end + 1)) as string;
      this.#at = end + 1;
      return value;
    } catch {
      throw this.#problem("a string has characters or escapes that JSON does not allow");
    }
  }

  #isEscaped(at: number): boolean {
    let before = at - 1;
    while (this.#text[before] === "\\") before -= 1;
    return (at - before) % 2 === 0;
  }

  #closes(end: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== end) return false;
    this.#at += 1;
    return true;
  }

  #continues(end: string): boolean {
    if (this.#closes(end)) return false;
    if (this.#text[this.#at] !== ",") throw this.#problem(`a comma or ${end} was expected`);
    this.#at += 1;
    return true;
  }

  #space(): void {
    SPACE.lastIndex = this.#at;
    SPACE.test(this.#text);
    this.#at = SPACE.lastIndex;
  }

  #token(pattern: RegExp, problem: string): string {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) throw this.#problem(problem);
    this.#at = pattern.lastIndex;
    return match[0];
  }

  #problem(problem: string): JsonProblem {
    return new JsonProblem(problem, this.#at);
  }
}

/** `__proto__` is a key like any other. */
function define(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(object, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  } else {
    object[key] = value;
  }
}
