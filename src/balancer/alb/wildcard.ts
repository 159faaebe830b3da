// Values of rule conditions with wildcards: "*" stands for any number of characters, "?" for exactly one. A value is
// compiled once into the literal pieces between its stars; matching finds the pieces from left to right, each at its
// first place, and never goes back, so the time grows with the text's length and no value can blow it up.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html

/** A compiled condition value. The literals let an index find the rules that can match at all. */
export interface TextPattern {
  /** The whole text must fit; the caller has lower-cased it where case does not count. */
  matches(text: string): boolean;
  /** The only text that fits, or null when the value has wildcards. */
  readonly exact: string | null;
  /** What every text that fits begins and ends with, "" when nothing is certain. */
  readonly prefix: string;
  readonly suffix: string;
}

const LITERAL: readonly boolean[] = [];

/** One piece between two stars; `wild` pieces hold "?" somewhere. */
class Piece {
  readonly text: string;
  /** One entry per character: true where any character will do. Empty when the piece is literal. */
  readonly any: readonly boolean[];

  constructor(text: string, any: readonly boolean[]) {
    this.text = text;
    this.any = any.includes(true) ? any : LITERAL;
  }

  fitsAt(text: string, offset: number): boolean {
    if (offset < 0 || offset + this.text.length > text.length) return false;
    if (this.any.length === 0) return text.startsWith(this.text, offset);
    for (let i = 0; i < this.text.length; i++) {
      if (this.any[i] === true) continue;
      if (text.charCodeAt(offset + i) !== this.text.charCodeAt(i)) return false;
    }
    return true;
  }

  /** The first place at or after `from` where the piece fits, or -1. */
  find(text: string, from: number): number {
    if (this.any.length === 0) return text.indexOf(this.text, from);
    for (let offset = from; offset + this.text.length <= text.length; offset++) {
      if (this.fitsAt(text, offset)) return offset;
    }
    return -1;
  }

  literalStart(): string {
    const first = this.any.indexOf(true);
    return first === -1 ? this.text : this.text.slice(0, first);
  }

  literalEnd(): string {
    return this.text.slice(this.any.lastIndexOf(true) + 1);
  }
}

class WildcardPattern implements TextPattern {
  readonly exact: string | null;
  readonly prefix: string;
  readonly suffix: string;
  readonly #first: Piece;
  /** Between the first and the last star. */
  readonly #middle: readonly Piece[];
  /** After the last star; null when there is no star. */
  readonly #last: Piece | null;
  readonly #lengthMin: number;

  constructor(pieces: readonly Piece[]) {
    this.#first = pieces[0] as Piece;
    this.#last = pieces.length > 1 ? (pieces.at(-1) as Piece) : null;
    this.#middle = pieces.slice(1, -1).filter((piece) => piece.text !== "");
    this.#lengthMin = pieces.reduce((sum, piece) => sum + piece.text.length, 0);
    this.exact = this.#last === null && this.#first.any.length === 0 ? this.#first.text : null;
    this.prefix = this.#first.literalStart();
    this.suffix = (this.#last ?? this.#first).literalEnd();
  }

  matches(text: string): boolean {
    if (this.exact !== null) return text === this.exact;
    if (text.length < this.#lengthMin || !this.#first.fitsAt(text, 0)) return false;
    const last = this.#last;
    if (last === null) return text.length === this.#first.text.length;
    const end = text.length - last.text.length;
    if (!last.fitsAt(text, end)) return false;
    let offset = this.#first.text.length;
    for (const piece of this.#middle) {
      const found = piece.find(text, offset);
      if (found === -1) return false;
      offset = found + piece.text.length;
    }
    return offset <= end;
  }
}

/** Compiles a value; with `escapes`, a backslash takes the meaning from the star, mark or backslash after it. */
export function compileWildcard(value: string, escapes = false): TextPattern {
  if (!value.includes("?") && !(escapes && value.includes("\\"))) {
    return new WildcardPattern(value.split("*").map((literal) => new Piece(literal, LITERAL)));
  }
  const pieces: Piece[] = [];
  let text = "";
  let any: boolean[] = [];
  for (let i = 0; i < value.length; i++) {
    let char = value.charAt(i);
    if (char === "*") {
      pieces.push(new Piece(text, any));
      text = "";
      any = [];
      continue;
    }
    const isAny = char === "?";
    const next = value.charAt(i + 1);
    if (escapes && char === "\\" && (next === "*" || next === "?" || next === "\\")) {
      char = next;
      i++;
    }
    text += char;
    any.push(isAny);
  }
  pieces.push(new Piece(text, any));
  return new WildcardPattern(pieces);
}
