// restJson1, the protocol of both API Gateway services: path labels, query parameters, headers and a JSON body.
// https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
import type { HttpResponseMessage } from "./http-message.ts";
import type { Operation } from "./operation.ts";
import type { Member, Shape } from "./shape.ts";
import type { AnswerContext, ErrorAnswer, ReceivedRequest, WireProtocol } from "./wire-protocol.ts";
import type { JsonDialect } from "./decode-json.ts";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { decodeJson, parseJson, serializationError } from "./decode-json.ts";
import { encodeJson, encodeJsonMembers } from "./encode-json.ts";
import { parseFormData } from "./form-data.ts";
import { setMapEntry } from "./map-entry.ts";
import { formatTimestamp, parseTimestamp } from "./timestamps.ts";

const DIALECT: JsonDialect = { nameOf: "jsonName", nonFinite: "refused" };
const JSON_TYPE: [string, string] = ["Content-Type", "application/json"];

/** AWS's REST services in JSON. */
export const restJson: WireProtocol = { decodeInput, encodeOutput, encodeError };

function decodeInput(
  operation: Operation<unknown>,
  request: ReceivedRequest,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const shape = operation.input;
  if (shape.kind !== "structure") return input;
  let hasBodyMembers = false;
  for (const member of shape.members) {
    if (member.http.in === "body") hasBodyMembers = true;
    else {
      const value = readBound(member, request, operation);
      if (value !== undefined) input[member.name] = value;
    }
  }
  if (!hasBodyMembers) return input;
  const body = decodeJson(shape, parseJson(request.body), DIALECT) as Record<string, unknown>;
  for (const member of shape.members) {
    // A label's or header's member cannot be given in the body too.
    if (member.http.in !== "body") continue;
    const value = body[member.name];
    if (value !== undefined) input[member.name] = value;
  }
  return input;
}

function readBound(
  member: Member,
  request: ReceivedRequest,
  operation: Operation<unknown>,
): unknown {
  const { http, shape } = member;
  switch (http.in) {
    case "label": {
      const raw = request.labels.get(http.name);
      return raw === undefined ? undefined : decodeText(shape, decodeLabel(raw));
    }
    case "query": {
      const values = request.query.get(http.name);
      if (values === undefined) return undefined;
      if (shape.kind === "list") return values.map((value) => decodeText(shape.member, value));
      return decodeText(shape, values[0] ?? "");
    }
    case "header": {
      const value = request.message.headers.get(http.name.toLowerCase());
      return value === undefined ? undefined : decodeText(shape, value);
    }
    case "query-params":
      return readQueryParams(shape, request, operation);
    case "payload":
      return readPayload(shape, request.body);
    case "status":
    case "body":
      return undefined;
  }
}

/** All query parameters that no other member and no constant of the path template has taken. */
function readQueryParams(
  shape: Shape,
  request: ReceivedRequest,
  operation: Operation<unknown>,
): unknown {
  if (shape.kind !== "map" || operation.input.kind !== "structure") return undefined;
  const taken = new Set(parseFormData(operation.http?.pathTemplate.split("?")[1] ?? "").keys());
  for (const { http } of operation.input.members) if (http.in === "query") taken.add(http.name);
  const map: Record<string, unknown> = {};
  let isEmpty = true;
  for (const [name, values] of request.query) {
    if (taken.has(name) || name.startsWith("X-Amz-")) continue;
    isEmpty = false;
    setMapEntry(map, name, shape.value.kind === "list" ? [...values] : (values[0] ?? ""));
  }
  return isEmpty ? undefined : map;
}

function readPayload(shape: Shape, body: Uint8Array): unknown {
  if (body.length === 0) return undefined;
  if (shape.kind === "blob") return new Uint8Array(body);
  if (shape.kind === "string") return new TextDecoder().decode(body);
  return decodeJson(shape, parseJson(body), DIALECT);
}

function decodeLabel(raw: string): string {
  if (!raw.includes("%")) return raw;
  try {
    return decodeURIComponent(raw);
  } catch {
    throw serializationError("The request path is not properly percent-encoded UTF-8");
  }
}

const DECIMAL = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** A value that came as text: in the path, the query or a header. */
function decodeText(shape: Shape, text: string): unknown {
  switch (shape.kind) {
    case "number":
    case "integer": {
      const value = Number(text);
      const isNumber =
        shape.kind === "integer" ? Number.isSafeInteger(value) : Number.isFinite(value);
      return isNumber && DECIMAL.test(text) ? value : refuseText(text, "Integer");
    }
    case "boolean":
      if (/^true$/i.test(text)) return true;
      if (/^false$/i.test(text)) return false;
      return refuseText(text, "Boolean");
    case "timestamp":
      return parseTimestamp(text) ?? refuseText(text, "Timestamp");
    case "blob":
      return decodeBase64(text) ?? refuseText(text, "Blob");
    case "list":
      return text.split(",").map((element) => decodeText(shape.member, element.trim()));
    default:
      return text;
  }
}

function refuseText(text: string, wanted: string): never {
  // The form AWS's newer deserialiser has for a string. [I]
  throw serializationError(`STRING_VALUE can not be converted to an ${wanted}: '${text}'`);
}

function encodeOutput(
  operation: Operation<unknown>,
  output: Readonly<Record<string, unknown>>,
  answer: AnswerContext,
): HttpResponseMessage {
  const status = operation.http?.status ?? 200;
  const shape = operation.output;
  if (shape.kind !== "structure") {
    if (status === 204) return { status, headers: [], body: "" };
    return { status, headers: [JSON_TYPE], body: "{}" };
  }
  const headers = boundHeaders(shape.members, output);
  const style = { nameOf: "jsonName", precision: answer.precision } as const;
  const payload = shape.members.find((member) => member.http.in === "payload");
  if (payload === undefined) {
    if (status === 204) return { status, headers, body: "" };
    headers.unshift(JSON_TYPE);
    return { status, headers, body: JSON.stringify(encodeJsonMembers(shape, output, style)) };
  }
  const value = output[payload.name];
  if (value === undefined || value === null) return { status, headers, body: "" };
  const isBytes = payload.shape.kind === "blob";
  if (!headers.some(([name]) => name.toLowerCase() === "content-type")) {
    headers.unshift(isBytes ? ["Content-Type", "application/octet-stream"] : JSON_TYPE);
  }
  if (isBytes) return { status, headers, body: value as Uint8Array };
  return { status, headers, body: JSON.stringify(encodeJson(payload.shape, value, style)) };
}

function boundHeaders(
  members: readonly Member[],
  output: Readonly<Record<string, unknown>>,
): [string, string][] {
  const headers: [string, string][] = [];
  for (const member of members) {
    const value = output[member.name];
    if (member.http.in !== "header" || value === undefined || value === null) continue;
    headers.push([member.http.name, encodeText(member.shape, value)]);
  }
  return headers;
}

function encodeText(shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case "timestamp": {
      const format = shape.format === "default" ? "http-date" : shape.format;
      return formatTimestamp(value as Date, format, "milliseconds");
    }
    case "blob":
      return encodeBase64(value as Uint8Array);
    case "list":
      return (value as readonly unknown[])
        .map((element) => encodeText(shape.member, element))
        .join(", ");
    default:
      return String(value);
  }
}

/** `{"message":"…"}` and the code in a header, as API Gateway answers. */
function encodeError(error: ErrorAnswer, answer: AnswerContext): HttpResponseMessage {
  const headers: [string, string][] = [JSON_TYPE, ["x-amzn-ErrorType", error.code]];
  let content: Record<string, unknown> = { message: error.message };
  if (error.modelled !== undefined) {
    const { shape, members } = error.modelled;
    const style = { nameOf: "jsonName", precision: answer.precision } as const;
    content = encodeJsonMembers(shape.shape, members, style);
    headers.push(...boundHeaders(shape.shape.members, members));
  }
  return { status: error.status, headers, body: JSON.stringify(content) };
}
