// Random values for the schemas of SDK clients, from a seed. Reads the schemas by itself rather than through the
// shapes under test.
import { NormalizedSchema } from "@smithy/core/schema";

/** What a protocol, or a client's serialiser, cannot carry and must therefore not be generated. */
export interface ValueLimits {
  /** Empty lists and maps, and structures with no member set. */
  readonly emptyLists: boolean;
  readonly emptyMaps: boolean;
  readonly emptyStructures: boolean;
  readonly emptyStrings: boolean;
  /** Timestamps on whole seconds. */
  readonly wholeSeconds: boolean;
}

/** A small reproducible generator: mulberry32. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 ≤ x < 1 */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }
}

const FRAGMENTS = [
  "a",
  "Z",
  "0",
  "-",
  "_",
  ".",
  " ",
  "/",
  ":",
  "?",
  "&",
  "=",
  "%",
  "+",
  "#",
  "<",
  ">",
  '"',
  "'",
  "\\",
  ",",
  "{",
  "}",
  "[",
  "é",
  "日",
  "😀",
  "__proto__",
  "arn:aws:x",
  "]]>",
  "&amp;",
  "%2F",
];

const DEPTH_MAX = 4;

export class RandomValues {
  readonly #random: Random;
  readonly #limits: ValueLimits;

  constructor(random: Random, limits: ValueLimits) {
    this.#random = random;
    this.#limits = limits;
  }

  structure(schema: unknown): Record<string, unknown> {
    const normalized = NormalizedSchema.of(schema as never);
    if (!normalized.isStructSchema()) return {};
    return this.#structure(normalized, 0);
  }

  text(): string {
    const length = this.#random.below(8) + (this.#limits.emptyStrings ? 0 : 1);
    // Letters at both ends: some clients trim what they read from XML.
    let text = "x";
    for (let i = 0; i < length; i++) text += FRAGMENTS[this.#random.below(FRAGMENTS.length)];
    if (this.#limits.emptyStrings && this.#random.chance(0.05)) return "";
    return `${text}y`;
  }

  #structure(schema: NormalizedSchema, depth: number): Record<string, unknown> {
    const raw = schema.getSchema() as unknown as readonly unknown[];
    const required = new Set((raw[4] as string[]).slice(0, (raw[6] as number | undefined) ?? 0));
    const members = [...schema.structIterator()];
    const value: Record<string, unknown> = {};
    if (schema.isUnionSchema()) {
      const [name, member] = members[this.#random.below(members.length)] ?? [];
      if (name === undefined || member === undefined) return value;
      const generated = this.#value(member, depth + 1);
      return generated === undefined ? value : { [name]: generated };
    }
    const probability = depth === 0 ? 0.6 : 0.35;
    for (const [name, member] of members) {
      const traits = member.getMergedTraits();
      // The client would fill these in by itself.
      const always =
        required.has(name) ||
        Boolean(traits.httpLabel) ||
        // An absent payload comes out of the client as null; API Gateway's client sends an Accept of its own.
        Boolean(traits.httpPayload) ||
        traits.httpHeader !== undefined ||
        member.isIdempotencyToken();
      if (!always && (depth > DEPTH_MAX || !this.#random.chance(probability))) continue;
      const generated = this.#value(member, depth + 1);
      if (generated !== undefined) value[name] = generated;
    }
    if (!this.#limits.emptyStructures && Object.keys(value).length === 0 && depth > 0) {
      for (const [name, member] of members) {
        const generated = this.#value(member, depth + 1);
        if (generated === undefined) continue;
        value[name] = generated;
        break;
      }
    }
    return value;
  }

  #value(schema: NormalizedSchema, depth: number): unknown {
    if (schema.isStructSchema()) {
      const value = this.#structure(schema, depth);
      return !this.#limits.emptyStructures && isEmptyDeep(value) ? undefined : value;
    }
    if (schema.isListSchema()) return this.#list(schema, depth);
    if (schema.isMapSchema()) return this.#map(schema, depth);
    if (schema.isStringSchema()) return this.text();
    if (schema.isBooleanSchema()) return this.#random.chance(0.5);
    if (schema.isNumericSchema()) return this.#number();
    if (schema.isTimestampSchema()) {
      const date = new Date(1_500_000_000_000 + this.#random.below(1_000_000_000) * 1000);
      if (!this.#limits.wholeSeconds) date.setUTCMilliseconds(this.#random.below(1000));
      return date;
    }
    if (schema.isBlobSchema()) {
      return Uint8Array.from({ length: 1 + this.#random.below(40) }, () => this.#random.below(256));
    }
    throw new TypeError(`Cannot generate a value for ${String(schema.getName(true))}`);
  }

  #number(): number {
    const kind = this.#random.below(4);
    if (kind === 0) return this.#random.below(300);
    // Not the negative zero, which JSON does not know.
    if (kind === 1) return 0 - this.#random.below(70_000);
    if (kind === 2) return this.#random.below(2 ** 31) * 1000;
    return this.#random.below(1_000_000) / 64;
  }

  #size(emptyAllowed: boolean, depth: number): number {
    if (emptyAllowed && (depth > DEPTH_MAX || this.#random.chance(0.1))) return 0;
    return 1 + this.#random.below(depth > 2 ? 1 : 3);
  }

  #list(schema: NormalizedSchema, depth: number): unknown[] | undefined {
    const list: unknown[] = [];
    // An empty list of query parameters is no parameter.
    const inQuery = schema.getMergedTraits().httpQuery !== undefined;
    const size = this.#size(this.#limits.emptyLists && !inQuery, depth);
    for (let i = 0; i < size; i++) {
      const element = this.#value(schema.getValueSchema(), depth + 1);
      if (element !== undefined) list.push(element);
    }
    return list.length === 0 && !this.#limits.emptyLists ? undefined : list;
  }

  #map(schema: NormalizedSchema, depth: number): Record<string, unknown> | undefined {
    const map: Record<string, unknown> = {};
    const inQuery = Boolean(schema.getMergedTraits().httpQueryParams);
    const size = this.#size(this.#limits.emptyMaps && !inQuery, depth);
    for (let i = 0; i < size; i++) {
      const element = this.#value(schema.getValueSchema(), depth + 1);
      if (element !== undefined) map[`${this.text()}${i}`] = element;
    }
    return Object.keys(map).length === 0 && !this.#limits.emptyMaps ? undefined : map;
  }
}

function isEmptyDeep(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
