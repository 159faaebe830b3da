// A typed output to CBOR by its shape: definite lengths, integers as integers, other numbers as 64-bit floats,
// timestamps under tag 1. RFC 8949; https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
import type { Shape, StructureShape } from "./shape.ts";

const MAJOR_UNSIGNED = 0;
const MAJOR_NEGATIVE = 1;
const MAJOR_BYTES = 2;
const MAJOR_TEXT = 3;
const MAJOR_ARRAY = 4;
const MAJOR_MAP = 5;
const TAG_EPOCH_SECONDS = 0xc1;
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;
const FLOAT64 = 0xfb;

const INITIAL_BYTES = 512;
const UTF8_BYTES_PER_UNIT_MAX = 3;

/** A growing buffer of CBOR items. */
export class CborWriter {
  #bytes = new Uint8Array(INITIAL_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** What has been written. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  writeMapHead(size: number): void {
    this.#writeHead(MAJOR_MAP, size);
  }

  writeText(text: string): void {
    // The length comes first, in bytes; ASCII, nearly all there is, needs no second look.
    const bytes = Buffer.byteLength(text);
    this.#writeHead(MAJOR_TEXT, bytes);
    this.#reserve(text.length * UTF8_BYTES_PER_UNIT_MAX);
    Buffer.from(this.#bytes.buffer).write(text, this.#length, "utf8");
    this.#length += bytes;
  }

  /** `undefined` and null members are left out of structures and maps. */
  writeValue(shape: Shape, value: unknown): void {
    if (value === undefined || value === null) {
      this.#writeByte(NULL);
      return;
    }
    switch (shape.kind) {
      case "structure":
        this.writeStructure(shape, value as Record<string, unknown>, undefined);
        break;
      case "list":
        this.#writeList(shape.member, value as readonly unknown[]);
        break;
      case "map":
        this.#writeMap(shape.value, value as Record<string, unknown>);
        break;
      case "string":
        this.writeText(String(value as string));
        break;
      case "number":
      case "integer":
        this.#writeNumber(value as number);
        break;
      case "boolean":
        this.#writeByte(value === true ? TRUE : FALSE);
        break;
      case "blob":
        this.#writeBytes(value as Uint8Array);
        break;
      case "timestamp":
        this.#writeByte(TAG_EPOCH_SECONDS);
        this.#writeNumber((value as Date).getTime() / 1000);
        break;
      case "unit":
        this.writeMapHead(0);
        break;
    }
  }

  /** With `type`, an error's `__type` before its members. */
  writeStructure(
    shape: StructureShape,
    value: Readonly<Record<string, unknown>>,
    type: string | undefined,
  ): void {
    let size = type === undefined ? 0 : 1;
    for (const { name } of shape.members) {
      if (value[name] !== undefined && value[name] !== null) size++;
    }
    this.writeMapHead(size);
    if (type !== undefined) {
      this.writeText("__type");
      this.writeText(type);
    }
    for (const member of shape.members) {
      const memberValue = value[member.name];
      if (memberValue === undefined || memberValue === null) continue;
      this.writeText(member.name);
      this.writeValue(member.shape, memberValue);
    }
  }

  #writeList(member: Shape, list: readonly unknown[]): void {
    this.#writeHead(MAJOR_ARRAY, list.length);
    for (const element of list) this.writeValue(member, element);
  }

  #writeMap(valueShape: Shape, map: Readonly<Record<string, unknown>>): void {
    const entries = Object.entries(map).filter((entry) => entry[1] !== undefined);
    this.writeMapHead(entries.length);
    for (const [key, value] of entries) {
      this.writeText(key);
      this.writeValue(valueShape, value);
    }
  }

  #writeBytes(bytes: Uint8Array): void {
    this.#writeHead(MAJOR_BYTES, bytes.length);
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #writeNumber(value: number): void {
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
      if (value >= 0) this.#writeHead(MAJOR_UNSIGNED, value);
      else this.#writeHead(MAJOR_NEGATIVE, -1 - value);
      return;
    }
    this.#writeByte(FLOAT64);
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value);
    this.#length += 8;
  }

  #writeByte(byte: number): void {
    this.#reserve(1);
    this.#view.setUint8(this.#length++, byte);
  }

  /** RFC 8949 §3: a major type and the shortest form of its number. */
  #writeHead(major: number, argument: number): void {
    this.#reserve(9);
    const high = major << 5;
    if (argument < 24) this.#view.setUint8(this.#length++, high | argument);
    else if (argument < 0x100) {
      this.#view.setUint8(this.#length, high | 24);
      this.#view.setUint8(this.#length + 1, argument);
      this.#length += 2;
    } else if (argument < 0x1_0000) {
      this.#view.setUint8(this.#length, high | 25);
      this.#view.setUint16(this.#length + 1, argument);
      this.#length += 3;
    } else if (argument < 0x1_0000_0000) {
      this.#view.setUint8(this.#length, high | 26);
      this.#view.setUint32(this.#length + 1, argument);
      this.#length += 5;
    } else {
      this.#view.setUint8(this.#length, high | 27);
      this.#view.setBigUint64(this.#length + 1, BigInt(argument));
      this.#length += 9;
    }
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}
