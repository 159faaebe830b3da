// A changeable copy of a message's fields, made only for messages that mappings change. What writes heads reads it
// in the same way as the fields that came.
import type { Fields } from "../../wire/http1/fields.ts";
import {
  FIELD_CONTENT_TYPE,
  FIELD_DATE,
  FIELD_HOST,
  FIELD_OTHER,
  FIELD_USER_AGENT,
} from "../../wire/http1/fields.ts";

/** Fields that a mapping may add and that have a place of their own in a head; the others that have are reserved. */
const IDS: ReadonlyMap<string, number> = new Map([
  ["host", FIELD_HOST],
  ["user-agent", FIELD_USER_AGENT],
  ["content-type", FIELD_CONTENT_TYPE],
  ["date", FIELD_DATE],
]);

/** The part of Fields that is needed to write a head. */
export interface WritableFields {
  readonly count: number;
  id(index: number): number;
  name(index: number): string;
  value(index: number): string;
  isHopByHop(index: number): boolean;
}

interface MappedField {
  readonly id: number;
  readonly name: string;
  readonly value: string;
  readonly hopByHop: boolean;
}

export class MappedFields implements WritableFields {
  #fields: MappedField[] = [];

  constructor(fields: Fields) {
    for (let i = 0; i < fields.count; i++) {
      const name = fields.name(i);
      const hopByHop = fields.isHopByHop(i);
      this.#fields.push({ id: fields.id(i), name, value: fields.value(i), hopByHop });
    }
  }

  get count(): number {
    return this.#fields.length;
  }

  id(index: number): number {
    return this.#fields[index]?.id ?? FIELD_OTHER;
  }

  name(index: number): string {
    return this.#fields[index]?.name ?? "";
  }

  value(index: number): string {
    return this.#fields[index]?.value ?? "";
  }

  isHopByHop(index: number): boolean {
    return this.#fields[index]?.hopByHop ?? false;
  }

  /** The value of the first field of that name, or undefined. */
  get(name: string): string | undefined {
    return this.#fields[this.#find(name)]?.value;
  }

  /** Adds to what is there, after a comma, or sets it. */
  append(name: string, value: string): void {
    const index = this.#find(name);
    const there = this.#fields[index];
    if (there === undefined) this.#fields.push(mapped(name, value, idOf(name)));
    else this.#fields[index] = mapped(there.name, `${there.value},${value}`, there.id);
  }

  /** Sets the one value; all others of that name go. */
  overwrite(name: string, value: string): void {
    const index = this.#find(name);
    const there = this.#fields[index];
    if (there === undefined) {
      this.#fields.push(mapped(name, value, idOf(name)));
      return;
    }
    const lower = name.toLowerCase();
    this.#fields = this.#fields.filter(
      (field, i) => i <= index || field.name.toLowerCase() !== lower,
    );
    this.#fields[index] = mapped(there.name, value, there.id);
  }

  remove(name: string): void {
    const lower = name.toLowerCase();
    this.#fields = this.#fields.filter((field) => field.name.toLowerCase() !== lower);
  }

  #find(name: string): number {
    const lower = name.toLowerCase();
    return this.#fields.findIndex((field) => field.name.toLowerCase() === lower);
  }
}

function idOf(name: string): number {
  return IDS.get(name.toLowerCase()) ?? FIELD_OTHER;
}

function mapped(name: string, value: string, id: number): MappedField {
  return { id, name, value, hopByHop: false };
}
