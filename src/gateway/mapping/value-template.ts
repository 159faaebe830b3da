// The value of a parameter mapping: a static text, one variable ("$request.header.name") or several in braces
// ("${request.path.name} ${request.path.id}"). Parsed once per integration, resolved per request.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
import { evaluateJsonPath, parseJsonPath, type JsonPathStep } from "./json-path.ts";
import type { MappingSource } from "./mapping-source.ts";

/** A body is cut here before a path is evaluated in it; the whole body is not. */
export const BODY_PATH_BYTES_MAX = 100 * 1024;

const HEADER = 1;
const QUERY = 2;
const PATH = 3;
const PATH_PARAMETER = 4;
const BODY = 5;
const CONTEXT = 6;
const STAGE_VARIABLE = 7;
const RESPONSE_HEADER = 8;
const RESPONSE_BODY = 9;
type VariableKind = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

interface Variable {
  readonly kind: VariableKind;
  readonly name: string;
  /** null: the whole body. */
  readonly steps: readonly JsonPathStep[] | null;
}

/** Static texts and variables in turn. */
export interface ValueTemplate {
  readonly parts: readonly (string | Variable)[];
  readonly readsRequestBody: boolean;
  readonly readsResponseBody: boolean;
}

/** Parses a mapping's value. Text that looks like a variable but is none is static. */
export function parseValueTemplate(text: string): ValueTemplate {
  const parts: (string | Variable)[] = [];
  const whole = text.startsWith("$") && text[1] !== "{" ? parseVariable(text.slice(1)) : null;
  if (whole !== null) parts.push(whole);
  else parseBraces(text, parts);
  const reads = (kind: VariableKind) =>
    parts.some((part) => typeof part !== "string" && part.kind === kind);
  return { parts, readsRequestBody: reads(BODY), readsResponseBody: reads(RESPONSE_BODY) };
}

function parseBraces(text: string, parts: (string | Variable)[]): void {
  let position = 0;
  while (position < text.length) {
    const open = text.indexOf("${", position);
    const close = open === -1 ? -1 : text.indexOf("}", open);
    if (close === -1) break;
    const variable = parseVariable(text.slice(open + 2, close));
    const before = text.slice(position, variable === null ? close + 1 : open);
    if (before !== "") parts.push(before);
    if (variable !== null) parts.push(variable);
    position = close + 1;
  }
  if (position < text.length) parts.push(text.slice(position));
}

const PREFIXES: readonly (readonly [prefix: string, kind: VariableKind])[] = [
  ["request.header.", HEADER],
  ["request.querystring.", QUERY],
  ["request.path.", PATH_PARAMETER],
  ["context.", CONTEXT],
  ["stageVariables.", STAGE_VARIABLE],
  ["response.header.", RESPONSE_HEADER],
];

function parseVariable(text: string): Variable | null {
  if (text === "request.path") return { kind: PATH, name: "", steps: null };
  if (text.startsWith("request.body")) return parseBody(BODY, text.slice(12));
  if (text.startsWith("response.body")) return parseBody(RESPONSE_BODY, text.slice(13));
  for (const [prefix, kind] of PREFIXES) {
    if (!text.startsWith(prefix) || text.length === prefix.length) continue;
    const name = text.slice(prefix.length);
    const byHeader = kind === HEADER || kind === RESPONSE_HEADER;
    return { kind, name: byHeader ? name.toLowerCase() : name, steps: null };
  }
  return null;
}

function parseBody(kind: VariableKind, path: string): Variable | null {
  if (path === "") return { kind, name: "", steps: null };
  const steps = parseJsonPath(path);
  return steps === null ? null : { kind, name: "", steps };
}

/** The value for a request. [I] undefined when it is one variable without a value: the mapping is then skipped. */
export function resolveValue(template: ValueTemplate, source: MappingSource): string | undefined {
  const { parts } = template;
  if (parts.length === 1) {
    const only = parts[0] as string | Variable;
    return typeof only === "string" ? only : resolveVariable(only, source);
  }
  let value = "";
  for (const part of parts) {
    value += typeof part === "string" ? part : (resolveVariable(part, source) ?? "");
  }
  return value;
}

function resolveVariable(variable: Variable, source: MappingSource): string | undefined {
  switch (variable.kind) {
    case HEADER:
      return source.requestHeader(variable.name);
    case QUERY:
      return source.requestQuery(variable.name);
    case PATH:
      return source.requestPath();
    case PATH_PARAMETER:
      return source.pathParameter(variable.name);
    case BODY:
      return bodyValue(source.requestBody(), variable.steps);
    case CONTEXT:
      return source.contextVariable(variable.name);
    case STAGE_VARIABLE:
      return source.stageVariable(variable.name);
    case RESPONSE_HEADER:
      return source.responseHeader(variable.name);
    case RESPONSE_BODY:
      return bodyValue(source.responseBody(), variable.steps);
  }
}

function bodyValue(body: Buffer, steps: readonly JsonPathStep[] | null): string | undefined {
  if (steps === null) return body.length === 0 ? undefined : body.toString("utf8");
  const document = parseDocument(body.toString("utf8", 0, BODY_PATH_BYTES_MAX));
  return document === undefined ? undefined : evaluateJsonPath(document, steps);
}

/** JSON.parse reports bad input by throwing; a mapping only wants to know that there is nothing to read. */
function parseDocument(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
