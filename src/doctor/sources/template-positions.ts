// Where the objects and lists of a parsed document stand in its text: at the key that leads to each. Kept beside the
// values, which stay plain, and handed on to what is made of them.

/** 1-based. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

const NEAR_CHARACTERS = 2_000;

/** Positions of one document's objects and lists. */
export class TemplatePositions {
  readonly #text: string;
  readonly #lineStarts: readonly number[];
  readonly #offsets = new WeakMap<object, number>();

  constructor(text: string) {
    this.#text = text;
    this.#lineStarts = lineStartsOf(text);
  }

  /** Notes that the key of a value, or the value itself where it has none, begins at an offset. */
  set(value: unknown, offset: number): void {
    if (typeof value === "object" && value !== null) this.#offsets.set(value, offset);
  }

  /** What was made of a value stands where the value stood. */
  copy(from: unknown, to: unknown): void {
    if (typeof from !== "object" || from === null) return;
    const offset = this.#offsets.get(from);
    if (offset !== undefined) this.set(to, offset);
  }

  /** Undefined for values that stand nowhere. */
  of(value: unknown): TextPosition | undefined {
    if (typeof value !== "object" || value === null) return undefined;
    const offset = this.#offsets.get(value);
    return offset === undefined ? undefined : this.at(offset);
  }

  /** Where a text stands in an object, near its beginning; of the object itself where it does not. */
  ofText(value: object, text: string): TextPosition | undefined {
    const offset = this.#offsets.get(value);
    if (offset === undefined) return undefined;
    const within = this.#text.slice(offset, offset + NEAR_CHARACTERS).indexOf(text);
    return this.at(within === -1 ? offset : offset + within);
  }

  /** Line and column of an offset. */
  at(offset: number): TextPosition {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#lineStarts[low] ?? 0) + 1 };
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
