// CBOR bytes to plain values: numbers, strings, bytes, arrays, objects, null, Date (tag 1). Bounded in depth, and a
// length is believed only as far as there are bytes to fill it, so that a few bytes cannot claim gigabytes.
// RFC 8949; the subset that https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html names.
import { serializationError, VALUE_DEPTH_MAX } from "./decode-json.ts";
import { setMapEntry } from "./map-entry.ts";

const MAJOR_UNSIGNED = 0;
const MAJOR_NEGATIVE = 1;
const MAJOR_BYTES = 2;
const MAJOR_TEXT = 3;
const MAJOR_ARRAY = 4;
const MAJOR_MAP = 5;
const MAJOR_TAG = 6;

const MINOR_INDEFINITE = 31;
const BREAK = 0xff;
const TAG_EPOCH_SECONDS = 1;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The value of a body; an empty body is an empty object. Throws `SerializationException`. */
export function parseCbor(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  const reader = new CborReader(body);
  const value = reader.readValue(0);
  if (!reader.atEnd) throw malformed("bytes follow the value");
  return value;
}

class CborReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  readValue(depth: number): unknown {
    if (depth > VALUE_DEPTH_MAX) throw malformed(`it is nested more than ${VALUE_DEPTH_MAX} deep`);
    const first = this.#readByte();
    const major = first >> 5;
    const minor = first & 0x1f;
    switch (major) {
      case MAJOR_UNSIGNED:
        return this.#readArgument(minor);
      case MAJOR_NEGATIVE:
        return -1 - this.#readArgument(minor);
      case MAJOR_BYTES:
        return this.#readBytes(minor, MAJOR_BYTES);
      case MAJOR_TEXT:
        return this.#readText(minor);
      case MAJOR_ARRAY:
        return this.#readArray(minor, depth);
      case MAJOR_MAP:
        return this.#readMap(minor, depth);
      case MAJOR_TAG:
        return this.#readTagged(minor, depth);
      default:
        return this.#readSimple(minor);
    }
  }

  #take(count: number): number {
    const start = this.#at;
    if (count > this.#bytes.length - start) throw malformed("it ends too early");
    this.#at = start + count;
    return start;
  }

  #readByte(): number {
    return this.#view.getUint8(this.#take(1));
  }

  /** RFC 8949 §3: the number in the low five bits or after them. */
  #readArgument(minor: number): number {
    if (minor < 24) return minor;
    switch (minor) {
      case 24:
        return this.#view.getUint8(this.#take(1));
      case 25:
        return this.#view.getUint16(this.#take(2));
      case 26:
        return this.#view.getUint32(this.#take(4));
      case 27:
        return Number(this.#view.getBigUint64(this.#take(8)));
      default:
        throw malformed(`${minor} is not a valid length`);
    }
  }

  #atBreak(): boolean {
    if (this.#bytes[this.#at] !== BREAK) return false;
    this.#at++;
    return true;
  }

  #readBytes(minor: number, major: number): Uint8Array {
    if (minor !== MINOR_INDEFINITE) {
      const start = this.#take(this.#readArgument(minor));
      return this.#bytes.slice(start, this.#at);
    }
    const chunks: Uint8Array[] = [];
    while (!this.#atBreak()) {
      const first = this.#readByte();
      if (first >> 5 !== major || (first & 0x1f) === MINOR_INDEFINITE) {
        throw malformed("a piece of a string is of another type");
      }
      chunks.push(this.#readBytes(first & 0x1f, major));
    }
    return new Uint8Array(Buffer.concat(chunks));
  }

  #readText(minor: number): string {
    try {
      if (minor === MINOR_INDEFINITE) return utf8.decode(this.#readBytes(minor, MAJOR_TEXT));
      const start = this.#take(this.#readArgument(minor));
      return utf8.decode(this.#bytes.subarray(start, this.#at));
    } catch (error) {
      if (error instanceof TypeError) throw malformed("a text string is not UTF-8");
      throw error;
    }
  }

  #readArray(minor: number, depth: number): unknown[] {
    const array: unknown[] = [];
    if (minor === MINOR_INDEFINITE) {
      while (!this.#atBreak()) array.push(this.readValue(depth + 1));
      return array;
    }
    const length = this.#readArgument(minor);
    for (let i = 0; i < length; i++) array.push(this.readValue(depth + 1));
    return array;
  }

  #readMap(minor: number, depth: number): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    const length = minor === MINOR_INDEFINITE ? Infinity : this.#readArgument(minor);
    for (let i = 0; i < length; i++) {
      if (length === Infinity && this.#atBreak()) break;
      const first = this.#readByte();
      if (first >> 5 !== MAJOR_TEXT) throw malformed("a map's key is not a text string");
      const key = this.#readText(first & 0x1f);
      setMapEntry(map, key, this.readValue(depth + 1));
    }
    return map;
  }

  #readTagged(minor: number, depth: number): unknown {
    const tag = this.#readArgument(minor);
    const value = this.readValue(depth + 1);
    if (tag !== TAG_EPOCH_SECONDS) throw malformed(`the tag ${tag} is not supported`);
    const date = typeof value === "number" ? new Date(Math.round(value * 1000)) : undefined;
    if (date === undefined || Number.isNaN(date.getTime())) {
      throw malformed("a timestamp is not a number of seconds");
    }
    return date;
  }

  #readSimple(minor: number): unknown {
    switch (minor) {
      case 20:
        return false;
      case 21:
        return true;
      case 22:
      case 23:
        return null;
      case 25:
        return halfFloat(this.#view.getUint16(this.#take(2)));
      case 26:
        return this.#view.getFloat32(this.#take(4));
      case 27:
        return this.#view.getFloat64(this.#take(8));
      default:
        throw malformed(`the simple value ${minor} is not supported`);
    }
  }
}

/** RFC 8949, Appendix D. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function malformed(reason: string): Error {
  return serializationError(`Could not parse request body into cbor: ${reason}`);
}
