// Parameters, request body and responses of an operation as API Gateway keeps them: which parameters a method knows,
// which models its payloads have. What has no place there (cookies, form fields) is warned of.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
import type { MethodResponse } from "@aws-sdk/client-api-gateway";
import type { ImportReport } from "./import-report.ts";
import { isObject, listOf, objectOf, textListOf, textOf, type JsonObject } from "./json-value.ts";
import type { OpenApiDocument } from "./openapi-document.ts";
import type { SchemaReader } from "./read-schemas.ts";

const DEFAULT_MEDIA_TYPES = ["application/json"];
const PLACES: Readonly<Record<string, string>> = {
  header: "header",
  query: "querystring",
  path: "path",
};

/** What AWS calls schemas of plain values. */
const PLAIN_TYPES: ReadonlyMap<unknown, string> = new Map([
  ["string", "StringSchema"],
  ["integer", "IntegerSchema"],
  ["number", "NumberSchema"],
  ["boolean", "BooleanSchema"],
]);

/** What the parts of an operation are read with. */
export interface OperationSource {
  readonly document: OpenApiDocument;
  readonly schemas: SchemaReader;
  readonly report: ImportReport;
  readonly pathItem: JsonObject;
  readonly operation: JsonObject;
  /** "GET /pets", for messages. */
  readonly name: string;
}

/** The operation's parameters, those of its path beneath them, references resolved. */
export function parametersOf(source: OperationSource): JsonObject[] {
  const { document, pathItem, operation } = source;
  const found = new Map<string, JsonObject>();
  for (const entry of [...listOf(pathItem["parameters"]), ...listOf(operation["parameters"])]) {
    const parameter = document.resolve(entry);
    found.set(`${textOf(parameter["in"])} ${textOf(parameter["name"])}`, parameter);
  }
  return [...found.values()];
}

/** "method.request.querystring.page" and whether it is required. */
export function requestParametersOf(source: OperationSource): Record<string, boolean> {
  const entries: [string, boolean][] = [];
  for (const parameter of parametersOf(source)) {
    const where = textOf(parameter["in"]) ?? "";
    const name = textOf(parameter["name"]) ?? "";
    const place = Object.hasOwn(PLACES, where) ? PLACES[where] : undefined;
    if (where === "body") continue;
    if (place === undefined || name === "") {
      source.report.warn(`Ignoring parameter '${name}' in '${where}' of ${source.name}`);
      continue;
    }
    const isRequired = where === "path" || parameter["required"] === true;
    entries.push([`method.request.${place}.${name}`, isRequired]);
  }
  return Object.fromEntries(entries);
}

/** Names of the request's models by content type. */
export function requestModelsOf(source: OperationSource): Record<string, string> {
  const { document, operation } = source;
  if (document.version === 3) {
    const content = objectOf(document.resolve(operation["requestBody"])["content"]);
    const problem = `Unsupported model type 'Content' in request schema for '${source.name}'. Ignoring.`;
    return modelsByType(source, content, () => problem);
  }
  const body = parametersOf(source).find((parameter) => parameter["in"] === "body");
  return modelsOfTypes(source, body?.["schema"], mediaTypes(source, "consumes"));
}

/** What the operation may answer; a `default` response has no status and is left out. */
export function methodResponsesOf(source: OperationSource): MethodResponse[] {
  const responses: MethodResponse[] = [];
  for (const [statusCode, entry] of Object.entries(objectOf(source.operation["responses"]))) {
    if (!/^[1-5]\d\d$/.test(statusCode)) {
      if (!statusCode.startsWith("x-")) {
        source.report.warn(`Ignoring response '${statusCode}' of ${source.name}`);
      }
      continue;
    }
    const response = source.document.resolve(entry);
    const names = Object.keys(objectOf(response["headers"]));
    const models = responseModelsOf(source, response, statusCode);
    responses.push({
      statusCode,
      ...(names.length > 0 && {
        responseParameters: Object.fromEntries(
          names.map((name) => [`method.response.header.${name}`, false]),
        ),
      }),
      ...(Object.keys(models).length > 0 && { responseModels: models }),
    });
  }
  return responses;
}

function responseModelsOf(
  source: OperationSource,
  response: JsonObject,
  statusCode: string,
): Record<string, string> {
  return source.document.version === 3
    ? modelsByType(
        source,
        objectOf(response["content"]),
        (type) =>
          `Unsupported model type '${type}' in ${statusCode} response to method '${source.name}'. Ignoring.`,
      )
    : modelsOfTypes(source, response["schema"], mediaTypes(source, "produces"));
}

/** Models for inline schemas of plain values are not made; `problem` says so of a type. */
function modelsByType(
  source: OperationSource,
  content: JsonObject,
  problem: (schemaType: string) => string,
): Record<string, string> {
  const entries: [string, string][] = [];
  for (const [contentType, mediaType] of Object.entries(content)) {
    const schema = objectOf(mediaType)["schema"];
    const type = PLAIN_TYPES.get(objectOf(schema)["type"]);
    if (type !== undefined) {
      source.report.warn(problem(type));
      continue;
    }
    const name = source.schemas.modelOf(schema, contentType);
    if (name !== undefined) entries.push([contentType, name]);
  }
  return Object.fromEntries(entries);
}

function modelsOfTypes(
  source: OperationSource,
  schema: unknown,
  contentTypes: readonly string[],
): Record<string, string> {
  if (!isObject(schema)) return {};
  const name = source.schemas.modelOf(schema, contentTypes[0] ?? "application/json");
  if (name === undefined) return {};
  return Object.fromEntries(contentTypes.map((contentType) => [contentType, name]));
}

function mediaTypes(source: OperationSource, key: "consumes" | "produces"): readonly string[] {
  const own = textListOf(source.operation[key]);
  if (own.length > 0) return own;
  const shared = textListOf(source.document.root[key]);
  return shared.length > 0 ? shared : DEFAULT_MEDIA_TYPES;
}
