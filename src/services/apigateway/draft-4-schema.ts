// Whether something is a JSON Schema of draft 4, and which of its keywords that draft does not have: API Gateway takes
// no others. The draft's own schema decides, by `ajv`, which is loaded on first use.
// https://datatracker.ietf.org/doc/html/draft-fge-json-schema-validation-00

const META_SCHEMA = "http://json-schema.org/draft-04/schema";

/** Keywords whose value is a schema, or a list of schemas. */
const SCHEMA_KEYWORDS = new Set([
  "additionalItems",
  "additionalProperties",
  "allOf",
  "anyOf",
  "items",
  "not",
  "oneOf",
]);
/** Keywords whose value is an object of schemas under names. */
const NAMING_KEYWORDS = new Set(["definitions", "dependencies", "patternProperties", "properties"]);
const OTHER_KEYWORDS = new Set([
  "$ref",
  "$schema",
  "default",
  "description",
  "enum",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "format",
  "id",
  "maxItems",
  "maxLength",
  "maxProperties",
  "maximum",
  "minItems",
  "minLength",
  "minProperties",
  "minimum",
  "multipleOf",
  "pattern",
  "required",
  "title",
  "type",
  "uniqueItems",
]);

/** Tells whether the draft's own schema allows a value. */
export type Draft4Check = (value: unknown) => boolean;

/** Makes the check, in some milliseconds: for many schemas, once. */
export async function createDraft4Check(): Promise<Draft4Check> {
  const { default: ajv } = await import("ajv-draft-04");
  const validator = new ajv.default({ strict: false, validateFormats: false });
  return (value) => validator.validate(META_SCHEMA, value) === true;
}

/** The keywords that draft 4 does not have, each once, in order. */
export function unknownKeywords(schema: unknown): string[] {
  const found = new Set<string>();
  visitSchema(schema, found);
  return [...found];
}

function visitSchema(schema: unknown, found: Set<string>): void {
  if (Array.isArray(schema)) {
    for (const entry of schema) visitSchema(entry, found);
    return;
  }
  if (typeof schema !== "object" || schema === null) return;
  for (const [keyword, value] of Object.entries(schema)) {
    if (SCHEMA_KEYWORDS.has(keyword)) visitSchema(value, found);
    else if (NAMING_KEYWORDS.has(keyword)) visitSchemas(value, found);
    else if (!OTHER_KEYWORDS.has(keyword)) found.add(keyword);
  }
}

/** A dependency may be a list of names instead of a schema; it has no keywords then. */
function visitSchemas(schemas: unknown, found: Set<string>): void {
  if (typeof schemas !== "object" || schemas === null) return;
  for (const schema of Object.values(schemas)) visitSchema(schema, found);
}
