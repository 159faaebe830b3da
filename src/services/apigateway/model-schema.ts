// The schemas of models: JSON Schema, draft 4, as text. References to other models of the API are written in AWS's
// canonical form, https://apigateway.amazonaws.com/restapis/{id}/models/{name}.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
import { unknownKeywords, type Draft4Check } from "./draft-4-schema.ts";
import { badRequest } from "./rest-errors.ts";

/** AWS's quota for a model's size. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
export const MODEL_SCHEMA_LENGTH_MAX = 400 * 1024;
const SCHEMA_DEPTH_MAX = 100;

const CANONICAL = /^https:\/\/apigateway\.amazonaws\.com\/restapis\/([^/]+)\/models\/([^/]+)$/;

/** The canonical form of a reference to a model. */
export function modelReference(restApiId: string, modelName: string): string {
  return `https://apigateway.amazonaws.com/restapis/${restApiId}/models/${modelName}`;
}

/** The name of the model that a canonical reference names; undefined for any other reference. */
export function modelNameOf(reference: string): string | undefined {
  return CANONICAL.exec(reference)?.[2];
}

/** Throws BadRequestException for a schema that AWS does not take. */
export function checkModelSchema(schema: string | undefined, isDraft4: Draft4Check): void {
  if (schema === undefined || schema.trim() === "") {
    throw badRequest("Model schema must have at least 1 property or array items defined");
  }
  const value = parseSchema(schema);
  const isCanonical = referencesOf(value).every(
    (reference) => reference.startsWith("#") || CANONICAL.test(reference),
  );
  if (!isCanonical) throw invalidModel("Model reference must be in canonical form");
  if (!isDraft4(value)) throw invalidModel("Invalid model schema specified");
  const unknown = unknownKeywords(value);
  if (unknown.length > 0) {
    const names = JSON.stringify(unknown);
    throw invalidModel(`Invalid model schema specified. Unsupported keyword(s): ${names}`);
  }
}

/** Every `$ref` in a schema, in order. */
export function referencesOf(schema: unknown): string[] {
  const found: string[] = [];
  visit(schema, 0, found);
  return found;
}

function visit(value: unknown, depth: number, found: string[]): void {
  if (depth > SCHEMA_DEPTH_MAX) throw invalidModel("Invalid model schema specified");
  if (typeof value !== "object" || value === null) return;
  for (const [key, entry] of Object.entries(value)) {
    if (key === "$ref" && typeof entry === "string") found.push(entry);
    else visit(entry, depth + 1, found);
  }
}

function parseSchema(schema: string): object {
  let value: unknown;
  try {
    value = schema.length > MODEL_SCHEMA_LENGTH_MAX ? undefined : JSON.parse(schema);
  } catch {
    // Refused below, in AWS's words.
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw invalidModel("Invalid model schema specified");
}

// The wordings were seen in clients' reports, not recorded.
function invalidModel(error: string): Error {
  return badRequest(
    `Invalid model specified: Validation Result: warnings : [], errors : [${error}]`,
  );
}
