// Form parameters (`Listeners.member.1.Port=80`) to a typed input, by the input's shape: for awsQuery, and for
// ec2Query, whose lists have no `member` and whose names differ. What the shape does not have is left out.
// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
// https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
import type { FormData } from "./form-data.ts";
import type { ListShape, MapShape, Shape, StructureShape } from "./shape.ts";
import { FrameworkError } from "./framework-error.ts";
import { parseTimestamp } from "./timestamps.ts";
import { decodeBase64 } from "./base64.ts";
import { setMapEntry } from "./map-entry.ts";
import { isXmlText } from "./xml-text.ts";

/** Names in a parameter's path. AWS's deepest input, an ELBv2 rule's, has eight. */
export const PARAMETER_DEPTH_MAX = 32;

/** Which of the two query protocols' spellings. */
export type QueryDialect = "awsQuery" | "ec2Query";

interface Node {
  value: string | undefined;
  children: Map<string, Node> | undefined;
}

/** The input that the parameters say. Throws `MalformedInput` where a value cannot be what the shape wants. */
export function decodeQuery(
  shape: Shape,
  parameters: FormData,
  dialect: QueryDialect,
): Record<string, unknown> {
  if (shape.kind !== "structure") return {};
  return decodeStructure(shape, buildTree(parameters), dialect);
}

function buildTree(parameters: FormData): Node {
  const root: Node = { value: undefined, children: undefined };
  for (const [name, values] of parameters) {
    const path = name.split(".", PARAMETER_DEPTH_MAX + 1);
    if (path.length > PARAMETER_DEPTH_MAX) {
      throw malformed(`A parameter name has more than ${PARAMETER_DEPTH_MAX} parts`);
    }
    let node = root;
    for (const part of path) {
      const children = (node.children ??= new Map());
      let next = children.get(part);
      if (next === undefined)
        children.set(part, (next = { value: undefined, children: undefined }));
      node = next;
    }
    node.value = values[0] ?? "";
  }
  return root;
}

function decodeNode(shape: Shape, node: Node, dialect: QueryDialect, flattened: boolean): unknown {
  switch (shape.kind) {
    case "structure":
      return decodeStructure(shape, node, dialect);
    case "list":
      return decodeList(shape, node, dialect, flattened);
    case "map":
      return decodeMap(shape, node, dialect, flattened);
    case "unit":
      return {};
    case "string":
    case "number":
    case "integer":
    case "boolean":
    case "blob":
    case "timestamp":
      if (node.value === undefined)
        throw malformed("Start of structure or map found where not expected.");
      return decodeSimple(shape, node.value);
  }
}

function decodeStructure(
  shape: StructureShape,
  node: Node,
  dialect: QueryDialect,
): Record<string, unknown> {
  const structure: Record<string, unknown> = {};
  const children = node.children;
  if (children === undefined) {
    if (node.value !== undefined && node.value !== "") {
      throw malformed("Unexpected simple value found where a structure is expected.");
    }
    return structure;
  }
  for (const member of shape.members) {
    const child = children.get(dialect === "ec2Query" ? member.ec2QueryName : member.xmlName);
    if (child === undefined) continue;
    structure[member.name] = decodeNode(member.shape, child, dialect, member.flattened);
  }
  return structure;
}

/** The numbered children in order of their numbers; gaps close. */
function numbered(children: ReadonlyMap<string, Node> | undefined): Node[] {
  if (children === undefined) return [];
  const entries: [number, Node][] = [];
  for (const [key, node] of children) {
    if (/^\d{1,9}$/.test(key)) entries.push([Number(key), node]);
    else throw malformed(`Key '${key}' is not a list index`);
  }
  entries.sort((left, right) => left[0] - right[0]);
  return entries.map((entry) => entry[1]);
}

function decodeList(
  shape: ListShape,
  node: Node,
  dialect: QueryDialect,
  flattened: boolean,
): unknown[] {
  const withoutWrapper = dialect === "ec2Query" || flattened;
  const holder = withoutWrapper ? node : node.children?.get(shape.memberXmlName);
  if (holder === undefined || holder.children === undefined) {
    const value = holder?.value ?? node.value;
    // `SecurityGroups=` is how an empty list is sent.
    if (value === undefined || value === "") return [];
    throw malformed("Expected list or null");
  }
  const member = shape.member;
  return numbered(holder.children).map((child) => decodeNode(member, child, dialect, false));
}

function decodeMap(
  shape: MapShape,
  node: Node,
  dialect: QueryDialect,
  flattened: boolean,
): Record<string, unknown> {
  const holder = flattened || dialect === "ec2Query" ? node : node.children?.get("entry");
  const map: Record<string, unknown> = {};
  for (const entry of numbered(holder?.children)) {
    const key = entry.children?.get(shape.keyXmlName)?.value;
    const value = entry.children?.get(shape.valueXmlName);
    if (key === undefined) throw malformed("Expected map or null");
    if (value === undefined) continue;
    setMapEntry(map, key, decodeNode(shape.value, value, dialect, false));
  }
  return map;
}

const INTEGER = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

function decodeSimple(shape: Shape, value: string): unknown {
  switch (shape.kind) {
    case "integer":
      if (INTEGER.test(value) && Number.isSafeInteger(Number(value))) return Number(value);
      throw malformed(`For input string: "${value}"`);
    case "number":
      if (NUMBER.test(value)) return Number(value);
      if (value === "NaN" || value === "Infinity" || value === "-Infinity") return Number(value);
      // The words of the Java runtime that AWS's own services run on. [I]
      throw malformed(`For input string: "${value}"`);
    case "boolean":
      if (/^true$/i.test(value)) return true;
      if (/^false$/i.test(value)) return false;
      throw malformed(`'${value}' can not be converted to a Boolean`);
    case "timestamp": {
      const date = parseTimestamp(value);
      if (date === undefined) throw malformed(`'${value}' can not be converted to a Timestamp`);
      return date;
    }
    case "blob": {
      const bytes = decodeBase64(value);
      if (bytes === undefined) throw malformed("Invalid base64 data");
      return bytes;
    }
    default:
      // What cannot be written into an XML answer would break every later listing for its clients.
      if (!isXmlText(value)) throw malformed("Invalid characters found in a parameter value");
      return value;
  }
}

function malformed(message: string): FrameworkError {
  return new FrameworkError("MalformedInput", 400, message);
}
