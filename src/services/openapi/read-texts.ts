// What a document says to its readers in OpenAPI's own places (descriptions, summaries, tags), as documentation parts:
// that is where API Gateway keeps it.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-documenting-api-content-representation.html
import type { DocumentationPartLocation } from "@aws-sdk/client-api-gateway";
import type { ImportedDocumentationPart } from "./imported-rest-api.ts";
import { objectOf, textOf, type JsonObject } from "./json-value.ts";
import type { OpenApiDocument } from "./openapi-document.ts";
import { parametersOf, type OperationSource } from "./read-operation.ts";

/** Keys of an operation that are for its readers. */
export const METHOD_TEXT_KEYS = ["tags", "summary", "description", "externalDocs", "deprecated"];

const PARAMETER_TYPES = {
  header: "REQUEST_HEADER",
  query: "QUERY_PARAMETER",
  path: "PATH_PARAMETER",
  body: "REQUEST_BODY",
} as const;

/** What is said of the API as a whole. */
export function apiTexts(document: OpenApiDocument): ImportedDocumentationPart[] {
  const { root } = document;
  const info = pick(document.info, ["description", "termsOfService", "contact", "license"]);
  const properties = {
    ...(Object.keys(info).length > 0 && { info }),
    ...pick(root, ["tags", "externalDocs"]),
  };
  return partOf({ type: "API" }, properties);
}

/** What is said of a path. */
export function resourceTexts(path: string, pathItem: JsonObject): ImportedDocumentationPart[] {
  return partOf({ type: "RESOURCE", path }, pick(pathItem, ["summary", "description"]));
}

/** What is said of an operation, its parameters, its body and its responses. */
export function operationTexts(
  source: OperationSource,
  path: string,
  httpMethod: string,
): ImportedDocumentationPart[] {
  const { document, operation } = source;
  const place = { path, method: httpMethod === "ANY" ? "*" : httpMethod };
  const parts = partOf({ type: "METHOD", ...place }, pick(operation, METHOD_TEXT_KEYS));
  for (const parameter of parametersOf(source)) {
    const type = PARAMETER_TYPES[textOf(parameter["in"]) as keyof typeof PARAMETER_TYPES];
    if (type === undefined) continue;
    const name = type === "REQUEST_BODY" ? {} : { name: textOf(parameter["name"]) ?? "" };
    parts.push(...partOf({ type, ...place, ...name }, pick(parameter, ["description"])));
  }
  const body = pick(document.resolve(operation["requestBody"]), ["description"]);
  parts.push(...partOf({ type: "REQUEST_BODY", ...place }, body));
  for (const [statusCode, entry] of Object.entries(objectOf(operation["responses"]))) {
    if (!/^[1-5]\d\d$/.test(statusCode)) continue;
    const response = document.resolve(entry);
    const at = { ...place, statusCode };
    // What every response has to have, and exports make up, is no documentation.
    if (response["description"] !== `${statusCode} response`) {
      parts.push(...partOf({ type: "RESPONSE", ...at }, pick(response, ["description"])));
    }
    for (const [name, header] of Object.entries(objectOf(response["headers"]))) {
      const properties = pick(document.resolve(header), ["description"]);
      parts.push(...partOf({ type: "RESPONSE_HEADER", ...at, name }, properties));
    }
  }
  return parts;
}

function pick(value: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.flatMap((key) => (value[key] === undefined ? [] : [[key, value[key]]])),
  );
}

function partOf(
  location: DocumentationPartLocation,
  properties: JsonObject,
): ImportedDocumentationPart[] {
  if (Object.keys(properties).length === 0) return [];
  return [{ location, properties: JSON.stringify(properties) }];
}
