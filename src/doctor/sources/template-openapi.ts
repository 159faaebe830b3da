// The OpenAPI document of an API in a template, as far as it is written there: an object among the properties, or in
// plans a text. Every operation's place in the template is kept.
import { isObject, objectOf, textOf, type JsonObject } from "../../services/openapi/json-value.ts";
import {
  OPERATION_KEYS,
  OpenApiDocument,
  readDocument,
} from "../../services/openapi/openapi-document.ts";
import { INTEGRATION_KEY } from "../../services/openapi/read-integration.ts";

/** Undefined when the value is no document of version 2 or 3. */
export async function openApiDocumentOf(body: unknown): Promise<OpenApiDocument | undefined> {
  if (typeof body === "string") return readDocument(new TextEncoder().encode(body));
  if (!isObject(body)) return undefined;
  if ((textOf(body["openapi"]) ?? "").startsWith("3.")) return new OpenApiDocument(body, 3);
  // YAML reads an unquoted 2.0 as the number 2.
  if (["2.0", "2"].includes(textOf(body["swagger"]) ?? "")) return new OpenApiDocument(body, 2);
  return undefined;
}

/** An operation's integration, or the operation where it has none: the object that has a place. */
export interface OperationPlace {
  readonly path: string;
  readonly method: string;
  readonly value: JsonObject;
}

/** Every operation, in the order in which documents are read. */
export function operationPlaces(document: OpenApiDocument): OperationPlace[] {
  const places: OperationPlace[] = [];
  for (const [path, entry] of Object.entries(document.paths)) {
    if (path.startsWith("x-")) continue;
    const pathItem = document.resolve(entry);
    for (const [key, method] of Object.entries(OPERATION_KEYS)) {
      const operation = pathItem[key];
      if (!isObject(operation)) continue;
      const integration = operation[INTEGRATION_KEY];
      places.push({
        path,
        method,
        value: isObject(integration) ? integration : objectOf(operation),
      });
    }
  }
  return places;
}
