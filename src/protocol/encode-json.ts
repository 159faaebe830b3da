// A typed output to a value that JSON.stringify writes as the protocol wants it: names, timestamps, blobs and
// numbers that JSON has no form for. https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
import type { Member, Shape, StructureShape, TimestampFormat } from "./shape.ts";
import type { TimestampPrecision } from "./timestamps.ts";
import { encodeBase64 } from "./base64.ts";
import { setMapEntry } from "./map-entry.ts";
import { formatTimestamp } from "./timestamps.ts";

/** What the JSON protocols and services differ in. */
export interface JsonStyle {
  readonly nameOf: "jsonName" | "name";
  readonly precision: TimestampPrecision;
}

export function encodeJson(shape: Shape, value: unknown, style: JsonStyle): unknown {
  if (value === undefined || value === null) return null;
  switch (shape.kind) {
    case "structure":
      return encodeJsonMembers(shape, value as Record<string, unknown>, style);
    case "list": {
      const member = shape.member;
      return (value as readonly unknown[]).map((element) => encodeJson(member, element, style));
    }
    case "map": {
      const map: Record<string, unknown> = {};
      for (const [key, entry] of Object.entries(value)) {
        if (entry !== undefined) setMapEntry(map, key, encodeJson(shape.value, entry, style));
      }
      return map;
    }
    case "timestamp":
      return encodeTimestamp(value as Date, shape.format, style.precision);
    case "blob":
      return encodeBase64(value as Uint8Array);
    case "number":
    case "integer":
      return Number.isFinite(value) ? value : String(value as number);
    case "string":
    case "boolean":
      return value;
    case "unit":
      return {};
  }
}

/**
 * The members of a structure. restJson1 writes those of an output that are bound to a header, the status or the
 * payload elsewhere: they are left out. Labels and query parameters are bindings of inputs alone.
 */
export function encodeJsonMembers(
  shape: StructureShape,
  value: Readonly<Record<string, unknown>>,
  style: JsonStyle,
): Record<string, unknown> {
  const encoded: Record<string, unknown> = {};
  for (const member of shape.members) {
    const memberValue = value[member.name];
    if (memberValue === undefined || memberValue === null) continue;
    if (style.nameOf === "jsonName" && isBoundInResponse(member)) continue;
    encoded[member[style.nameOf]] = encodeJson(member.shape, memberValue, style);
  }
  return encoded;
}

/** Whether an output's member stands outside the body. */
function isBoundInResponse(member: Member): boolean {
  const place = member.http.in;
  return place === "header" || place === "status" || place === "payload";
}

function encodeTimestamp(
  date: Date,
  format: TimestampFormat,
  precision: TimestampPrecision,
): string | number {
  if (format === "default" || format === "epoch-seconds") return date.getTime() / 1000;
  return formatTimestamp(date, format, precision);
}
