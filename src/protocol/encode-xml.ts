// A typed output to XML by its shape, as awsQuery and ec2Query answer. Elements come in the model's order; absent
// members have none, empty lists and maps have an empty one.
// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#response-serialization
import type { ListShape, MapShape, Member, Shape, StructureShape } from "./shape.ts";
import type { TimestampPrecision } from "./timestamps.ts";
import { encodeBase64 } from "./base64.ts";
import { formatTimestamp } from "./timestamps.ts";
import { escapeXml } from "./xml-text.ts";

/** The elements of a structure's members, without an element around them. */
export function encodeXmlMembers(
  shape: StructureShape,
  value: Readonly<Record<string, unknown>>,
  precision: TimestampPrecision,
): string {
  let xml = "";
  for (const member of shape.members) {
    const memberValue = value[member.name];
    if (memberValue !== undefined && memberValue !== null) {
      xml += encodeMember(member, memberValue, precision);
    }
  }
  return xml;
}

/** One element; `<name/>` when there is nothing in it. */
export function xmlElement(name: string, content: string): string {
  return content === "" ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

function encodeMember(member: Member, value: unknown, precision: TimestampPrecision): string {
  const { shape, xmlName, flattened } = member;
  if (flattened && shape.kind === "list") {
    return encodeElements(shape, value as readonly unknown[], { name: xmlName, precision });
  }
  if (flattened && shape.kind === "map") {
    return encodeEntries(shape, value as Record<string, unknown>, { name: xmlName, precision });
  }
  return xmlElement(xmlName, encodeContent(shape, value, precision));
}

interface Naming {
  readonly name: string;
  readonly precision: TimestampPrecision;
}

function encodeElements(shape: ListShape, list: readonly unknown[], naming: Naming): string {
  const member = shape.member;
  let xml = "";
  for (const element of list) {
    if (element === undefined || element === null) continue;
    xml += xmlElement(naming.name, encodeContent(member, element, naming.precision));
  }
  return xml;
}

function encodeEntries(
  shape: MapShape,
  map: Readonly<Record<string, unknown>>,
  naming: Naming,
): string {
  let xml = "";
  for (const [key, value] of Object.entries(map)) {
    if (value === undefined || value === null) continue;
    const keyXml = xmlElement(shape.keyXmlName, escapeXml(key));
    const valueXml = encodeContent(shape.value, value, naming.precision);
    xml += xmlElement(naming.name, keyXml + xmlElement(shape.valueXmlName, valueXml));
  }
  return xml;
}

function encodeContent(shape: Shape, value: unknown, precision: TimestampPrecision): string {
  switch (shape.kind) {
    case "structure":
      return encodeXmlMembers(shape, value as Record<string, unknown>, precision);
    case "list":
      return encodeElements(shape, value as readonly unknown[], {
        name: shape.memberXmlName,
        precision,
      });
    case "map":
      return encodeEntries(shape, value as Record<string, unknown>, { name: "entry", precision });
    case "timestamp": {
      const format = shape.format === "default" ? "date-time" : shape.format;
      return formatTimestamp(value as Date, format, precision);
    }
    case "blob":
      return encodeBase64(value as Uint8Array);
    case "string":
    case "number":
    case "integer":
    case "boolean":
      return escapeXml(String(value));
    case "unit":
      return "";
  }
}
