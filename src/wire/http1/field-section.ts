// The fields of a head as both kinds of head offer them: views into one text by offsets that the scan found.
// Strings are made when asked for, by slicing. Nothing is unfolded, trimmed of anomalies or put together.
import { COLON, CR, LF } from "./character-tables.ts";
import { fieldIdOfName } from "./field-names.ts";
import {
  FIELD_CONNECTION,
  FIELD_KEEP_ALIVE,
  FIELD_OTHER,
  FIELD_PROXY_AUTHENTICATE,
  FIELD_PROXY_AUTHORIZATION,
  FIELD_PROXY_CONNECTION,
  FIELD_TE,
  FIELD_TRANSFER_ENCODING,
  FIELD_UPGRADE,
  FIELD_X_POSTERN_TRACE,
} from "./fields.ts";
import type { Fields } from "./fields.ts";
import { FIELD_STRIDE } from "./head-scan.ts";
import type { HeadScan } from "./head-scan.ts";

/** RFC 9110 §7.6.1, the two proxy authentication fields (§11.7) that concern one hop alone, and what is for Postern. */
const HOP_BY_HOP =
  (1 << FIELD_CONNECTION) |
  (1 << FIELD_KEEP_ALIVE) |
  (1 << FIELD_PROXY_CONNECTION) |
  (1 << FIELD_TE) |
  (1 << FIELD_TRANSFER_ENCODING) |
  (1 << FIELD_UPGRADE) |
  (1 << FIELD_PROXY_AUTHENTICATE) |
  (1 << FIELD_PROXY_AUTHORIZATION) |
  (1 << FIELD_X_POSTERN_TRACE);

const NO_NAMES: readonly string[] = [];

export class FieldSection implements Fields {
  /** The whole head as it came, latin1, with the empty line. */
  readonly text: string;
  readonly count: number;
  readonly #offsets: readonly number[];
  readonly #seen: number;
  readonly #fieldsEnd: number;
  /** Names that Connection declares hop-by-hop, in lower case; null until asked for. */
  #connectionNames: readonly string[] | null;

  constructor(text: string, scan: HeadScan) {
    this.text = text;
    this.count = scan.count;
    this.#offsets = scan.takeOffsets();
    this.#seen = scan.seen;
    this.#fieldsEnd = scan.fieldsEnd;
    this.#connectionNames = null;
  }

  id(index: number): number {
    return this.#offsets[index * FIELD_STRIDE + 4]!;
  }

  name(index: number): string {
    const slot = index * FIELD_STRIDE;
    return this.text.slice(this.#offsets[slot]!, this.#offsets[slot + 1]!);
  }

  value(index: number): string {
    const slot = index * FIELD_STRIDE;
    return this.text.slice(this.#offsets[slot + 2]!, this.#offsets[slot + 3]!);
  }

  /** Offsets in `text` of a field's value, white space around it left out. */
  valueStart(index: number): number {
    return this.#offsets[index * FIELD_STRIDE + 2]!;
  }

  valueEnd(index: number): number {
    return this.#offsets[index * FIELD_STRIDE + 3]!;
  }

  line(index: number): string {
    return this.text.slice(this.lineStart(index), this.lineEnd(index));
  }

  /** Offset in `text` where the line of a field begins; for `count`, where the empty line does. */
  lineStart(index: number): number {
    return index < this.count ? this.#offsets[index * FIELD_STRIDE]! : this.#fieldsEnd;
  }

  /** Offset in `text` where the line of a field ends, its line end left out. */
  lineEnd(index: number): number {
    let end = this.lineStart(index + 1);
    if (this.text.charCodeAt(end - 1) === LF) end -= 1;
    if (this.text.charCodeAt(end - 1) === CR) end -= 1;
    return end;
  }

  /** False for a line without a colon: its name is then the whole line and its value is empty. */
  hasColon(index: number): boolean {
    return this.text.charCodeAt(this.#offsets[index * FIELD_STRIDE + 1]!) === COLON;
  }

  has(id: number): boolean {
    return (this.#seen & (1 << id)) !== 0;
  }

  find(id: number): number {
    if (!this.has(id)) return -1;
    return this.findFrom(id, 0);
  }

  /** Index of the first field with that number at or after `from`, or -1. */
  findFrom(id: number, from: number): number {
    for (let index = from; index < this.count; index += 1) {
      if (this.#offsets[index * FIELD_STRIDE + 4] === id) return index;
    }
    return -1;
  }

  get(id: number): string | undefined {
    const index = this.find(id);
    return index === -1 ? undefined : this.value(index);
  }

  joined(lowerCaseName: string): string | undefined {
    const id = fieldIdOfName(lowerCaseName);
    if (id !== FIELD_OTHER && !this.has(id)) return undefined;
    let joined: string | undefined;
    for (let index = 0; index < this.count; index += 1) {
      if (!this.#isNamed(index, id, lowerCaseName)) continue;
      const value = this.value(index);
      joined = joined === undefined ? value : `${joined}, ${value}`;
    }
    return joined;
  }

  isHopByHop(index: number): boolean {
    const id = this.id(index);
    if (id !== FIELD_OTHER && (HOP_BY_HOP & (1 << id)) !== 0) return true;
    if (!this.has(FIELD_CONNECTION)) return false;
    const names = (this.#connectionNames ??= this.#namesOfConnection());
    return names.length > 0 && names.includes(this.name(index).toLowerCase());
  }

  #isNamed(index: number, id: number, lowerCaseName: string): boolean {
    if (id !== FIELD_OTHER) return this.id(index) === id;
    const slot = index * FIELD_STRIDE;
    const length = this.#offsets[slot + 1]! - this.#offsets[slot]!;
    return length === lowerCaseName.length && this.name(index).toLowerCase() === lowerCaseName;
  }

  #namesOfConnection(): readonly string[] {
    const value = this.joined("connection") ?? "";
    const lower = value.toLowerCase();
    if (lower === "keep-alive" || lower === "close") return NO_NAMES;
    return lower
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "");
  }
}
