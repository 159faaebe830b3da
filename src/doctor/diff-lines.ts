// Compares two objects property by property and writes a line for each difference: "place: name: before → after". How
// many lines there are and how long they get is bounded. Values that cannot be known are no difference.
import { isUnresolved } from "./unresolved.ts";

/** Of more, only the number is told. */
export const DIFF_LINES_MAX = 25;
/** Characters of a value that are shown. */
const VALUE_LENGTH_MAX = 120;

export interface ComparedKind {
  /** Names of the properties that count; objects below them are compared whole. */
  readonly properties: readonly string[];
  /** Texts that mean the same as nothing, by dotted name. */
  readonly defaults: Readonly<Record<string, string>>;
}

export interface Compared {
  readonly place: string;
  readonly kind: ComparedKind;
  readonly touches: readonly string[];
}

export class DiffLines {
  readonly #lines: string[] = [];
  readonly #touched = new Set<string>();
  #changes = 0;

  addLine(line: string, touches: readonly string[]): void {
    this.#changes++;
    if (this.#lines.length < DIFF_LINES_MAX) this.#lines.push(line);
    for (const name of touches) this.#touched.add(name);
  }

  /** Adds a line for each property that is not the same. */
  compare({ place, kind, touches }: Compared, before: object, after: object): void {
    const was = textsOf(before, kind);
    const is = textsOf(after, kind);
    for (const name of new Set([...was.keys(), ...is.keys()])) {
      const from = was.get(name);
      const to = is.get(name);
      if (from === to || isUnresolved(from) || isUnresolved(to)) continue;
      this.addLine(`${place}: ${name}: ${shown(from)} → ${shown(to)}`, touches);
    }
  }

  result(): { lines: readonly string[]; changes: number; touched: ReadonlySet<string> } {
    const more = this.#changes - this.#lines.length;
    const lines = more === 0 ? this.#lines : [...this.#lines, `and ${more} more`];
    return { lines, changes: this.#changes, touched: this.#touched };
  }
}

function shown(text: string | undefined): string {
  if (text === undefined) return "(none)";
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > VALUE_LENGTH_MAX ? `${line.slice(0, VALUE_LENGTH_MAX)}…` : line;
}

function textsOf(value: object, { properties, defaults }: ComparedKind): Map<string, string> {
  const texts = new Map<string, string>();
  const members = new Map<string, unknown>(Object.entries(value));
  for (const name of properties) addTexts(texts, name, members.get(name));
  for (const [name, text] of texts) if (defaults[name] === text) texts.delete(name);
  return texts;
}

/** Nothing, an empty text and an empty object are all the same. */
function addTexts(texts: Map<string, string>, name: string, value: unknown): void {
  if (Array.isArray(value)) {
    if (value.length > 0) texts.set(name, value.map(String).toSorted().join(", "));
  } else if (typeof value === "object" && value !== null) {
    for (const [member, inner] of Object.entries(value)) {
      // Stands there as the key already.
      if (member !== "statusCode") addTexts(texts, `${name}.${member}`, inner);
    }
  } else if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    if (value !== "") texts.set(name, String(value));
  }
}
