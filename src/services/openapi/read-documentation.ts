// x-amazon-apigateway-documentation: the documentation parts that a document brings, and the version they are of.
// What stands where OpenAPI has its own place for texts is read elsewhere.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-documentation.html
import type { DocumentationPartLocation } from "@aws-sdk/client-api-gateway";
import type { ImportedDocumentationPart, ImportedRestApi } from "./imported-rest-api.ts";
import { isObject, listOf, objectOf, textOf } from "./json-value.ts";
import type { OpenApiDocument } from "./openapi-document.ts";

export const DOCUMENTATION_KEY = "x-amazon-apigateway-documentation";

/** The parts and their version. */
export function readDocumentation(
  document: OpenApiDocument,
): Pick<ImportedRestApi, "documentationParts" | "documentationVersion"> {
  const value = objectOf(document.root[DOCUMENTATION_KEY]);
  return {
    documentationParts: listOf(value["documentationParts"]).flatMap(readPart),
    documentationVersion: textOf(value["version"]),
  };
}

function readPart(value: unknown): ImportedDocumentationPart[] {
  if (!isObject(value)) return [];
  const given = objectOf(value["location"]);
  const location: Record<string, string> = {};
  for (const member of ["type", "path", "method", "statusCode", "name"]) {
    const text = textOf(given[member]);
    if (text !== undefined) location[member] = text;
  }
  const properties = value["properties"];
  return [
    {
      location: location as unknown as DocumentationPartLocation,
      properties: isObject(properties) ? JSON.stringify(properties) : (textOf(properties) ?? "{}"),
    },
  ];
}
