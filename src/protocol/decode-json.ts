// A parsed JSON value to a typed value by its shape, and nothing more: members that the shape does not have are
// left out at every depth, `null` is absence, and a value of another type is refused in the words of AWS's own
// deserialiser. https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
import type { ListShape, MapShape, Shape, StructureShape } from "./shape.ts";
import { decodeBase64 } from "./base64.ts";
import { setMapEntry } from "./map-entry.ts";
import { FrameworkError } from "./framework-error.ts";
import { parseTimestamp } from "./timestamps.ts";

/** Structures, lists and maps within one another. Shapes that contain themselves would have no end otherwise. */
export const VALUE_DEPTH_MAX = 64;

/** What the JSON and CBOR protocols differ in. */
export interface JsonDialect {
  /** `jsonName` in restJson1 alone. */
  readonly nameOf: "jsonName" | "name";
  /** How NaN and the infinities come: as text ("NaN"), as numbers (CBOR has them), or not at all. */
  readonly nonFinite: "text" | "number" | "refused";
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The JSON value of a body; no body, or null, is an empty object. */
export function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(utf8.decode(body));
    return value === null ? {} : value;
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : "it is not UTF-8";
    throw serializationError(`Could not parse request body into json: ${reason}`);
  }
}

/** Throws `SerializationException` where the value cannot be what the shape wants. */
export function decodeJson(shape: Shape, value: unknown, dialect: JsonDialect): unknown {
  return decodeValue(shape, value, { dialect, depth: 0 });
}

interface Place {
  readonly dialect: JsonDialect;
  readonly depth: number;
}

function decodeValue(shape: Shape, value: unknown, place: Place): unknown {
  switch (shape.kind) {
    case "structure":
      return decodeStructure(shape, value, deeper(place));
    case "list":
      return decodeList(shape, value, deeper(place));
    case "map":
      return decodeMap(shape, value, deeper(place));
    case "string":
      return typeof value === "string" ? value : refuse(value, "String");
    case "boolean":
      return typeof value === "boolean" ? value : refuse(value, "Boolean");
    case "number":
      return decodeNumber(value, place.dialect);
    case "integer": {
      const number = decodeNumber(value, place.dialect);
      return Number.isSafeInteger(number) ? number : refuse(value, "Integer");
    }
    case "timestamp":
      return decodeTimestamp(value);
    case "blob":
      return decodeBlob(value);
    case "unit":
      return {};
  }
}

function deeper(place: Place): Place {
  if (place.depth >= VALUE_DEPTH_MAX) {
    throw serializationError(`The input is nested more than ${VALUE_DEPTH_MAX} levels deep`);
  }
  return { dialect: place.dialect, depth: place.depth + 1 };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !ArrayBuffer.isView(value);
}

function decodeStructure(
  shape: StructureShape,
  value: unknown,
  place: Place,
): Record<string, unknown> {
  if (!isObject(value) || Array.isArray(value) || value instanceof Date)
    return refuseAggregate(value);
  const structure: Record<string, unknown> = {};
  const nameOf = place.dialect.nameOf;
  for (const member of shape.members) {
    const name = member[nameOf];
    if (!Object.hasOwn(value, name)) continue;
    const memberValue = value[name];
    if (memberValue === null || memberValue === undefined) continue;
    structure[member.name] = decodeValue(member.shape, memberValue, place);
  }
  return structure;
}

function decodeList(shape: ListShape, value: unknown, place: Place): unknown[] {
  if (!Array.isArray(value)) {
    return typeof value === "object" ? fail("Expected list or null") : refuseAggregate(value);
  }
  const member = shape.member;
  // A null element stays, for the validation that follows to name.
  return value.map((element: unknown) =>
    element === null ? null : decodeValue(member, element, place),
  );
}

function decodeMap(shape: MapShape, value: unknown, place: Place): Record<string, unknown> {
  if (!isObject(value) || value instanceof Date) return refuseAggregate(value);
  if (Array.isArray(value)) return fail("Expected map or null");
  const map: Record<string, unknown> = {};
  const valueShape = shape.value;
  for (const key of Object.keys(value)) {
    const entry = value[key];
    setMapEntry(map, key, entry === null ? null : decodeValue(valueShape, entry, place));
  }
  return map;
}

function decodeNumber(value: unknown, dialect: JsonDialect): number {
  if (typeof value === "number") {
    // JSON.parse reads 1e400 as Infinity.
    return Number.isFinite(value) || dialect.nonFinite === "number"
      ? value
      : refuse(value, "Double");
  }
  const nonFinite = value === "NaN" || value === "Infinity" || value === "-Infinity";
  if (nonFinite && dialect.nonFinite === "text") return Number(value);
  return refuse(value, "Integer");
}

function decodeTimestamp(value: unknown): Date {
  if (value instanceof Date) return value;
  const date =
    typeof value === "string" || typeof value === "number" ? parseTimestamp(value) : undefined;
  return date ?? refuse(value, "Timestamp");
}

function decodeBlob(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return new Uint8Array(value);
  const bytes = typeof value === "string" ? decodeBase64(value) : undefined;
  return bytes ?? refuse(value, "Blob");
}

/** Refuses a value in the words of AWS's own deserialiser: `class java.lang.Boolean can not be converted to an String`. */
function refuse(value: unknown, wanted: string): never {
  if (Array.isArray(value)) return fail("Start of list found where not expected.");
  if (isObject(value) && !(value instanceof Date)) {
    return fail("Start of structure or map found where not expected.");
  }
  return fail(`class ${javaClassOf(value)} can not be converted to an ${wanted}`);
}

/** For structures, lists and maps. [I] */
function refuseAggregate(value: unknown): never {
  if (Array.isArray(value)) return fail("Start of list found where not expected.");
  return fail(`Unrecognized collection type class ${javaClassOf(value)}`);
}

function javaClassOf(value: unknown): string {
  switch (typeof value) {
    case "boolean":
      return "java.lang.Boolean";
    case "number":
      return "com.amazon.coral.value.json.numbers.TruncatingBigNumber";
    case "string":
      return "java.lang.String";
    default:
      return value instanceof Uint8Array ? "java.nio.ByteBuffer" : "java.lang.Object";
  }
}

function fail(message: string): never {
  throw serializationError(message);
}

/** The error of input that is not what the protocol or the shape wants. */
export function serializationError(message: string): FrameworkError {
  return new FrameworkError("SerializationException", 400, message);
}
