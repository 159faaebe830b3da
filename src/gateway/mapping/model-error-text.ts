// What is wrong with a body, in the words of the Java validator behind REST APIs: this is what
// $context.error.validationErrorString says. [I] beyond the messages that AWS's documentation shows.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-validation-sample-api-openapi.html
import type { ErrorObject } from "ajv";

/** Messages in one text; more than these nobody reads. */
const MESSAGES_MAX = 100;
const TEXT_LENGTH_MAX = 8192;

/** "[object has missing required properties ([\"x\"]), …]" */
export function validationErrorString(errors: readonly ErrorObject[]): string {
  const messages = new Set<string>();
  for (const error of errors) {
    if (messages.size >= MESSAGES_MAX) break;
    if (isInsideCombination(error, errors)) continue;
    messages.add(messageOf(error, errors));
  }
  return `[${[...messages].join(", ").slice(0, TEXT_LENGTH_MAX)}]`;
}

/** What failed within anyOf, oneOf or not is summed up by those. */
function isInsideCombination({ schemaPath }: ErrorObject, errors: readonly ErrorObject[]): boolean {
  return errors.some(
    (other) =>
      (other.keyword === "anyOf" || other.keyword === "oneOf") &&
      schemaPath.startsWith(`${other.schemaPath}/`),
  );
}

function messageOf(error: ErrorObject, errors: readonly ErrorObject[]): string {
  const { keyword, data, schema } = error;
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case "required": {
      const missing = sameRule(error, errors, "missingProperty");
      return `object has missing required properties (${JSON.stringify(missing)})`;
    }
    case "additionalProperties": {
      const extra = sameRule(error, errors, "additionalProperty");
      return `object instance has properties which are not allowed by the schema: ${JSON.stringify(extra)}`;
    }
    case "type": {
      const allowed = JSON.stringify([schema].flat());
      return `instance type (${typeName(data)}) does not match any allowed primitive type (allowed: ${allowed})`;
    }
    case "enum":
      return `instance value (${JSON.stringify(data)}) not found in enum (possible values: ${JSON.stringify(schema)})`;
    case "dependencies": {
      const { property, missingProperty } = params;
      return `property ${JSON.stringify(property)} of object has missing property dependencies (missing: ${JSON.stringify([missingProperty])})`;
    }
    case "anyOf":
      return `instance failed to match at least one required schema among ${sizeOf(schema)}`;
    case "oneOf": {
      const matched = Array.isArray(params["passingSchemas"]) ? params["passingSchemas"].length : 0;
      return `instance failed to match exactly one schema (matched ${matched} out of ${sizeOf(schema)})`;
    }
    case "not":
      return "instance matched a schema which it should not have";
    default:
      return measureMessage(error);
  }
}

/** Messages about lengths, sizes and numbers. */
function measureMessage({ keyword, data, schema, params, message }: ErrorObject): string {
  const value = JSON.stringify(data);
  const comparison = (params as Readonly<Record<string, unknown>>)["comparison"];
  switch (keyword) {
    case "minLength":
      return `string ${value} is too short (length: ${sizeOf(data)}, required minimum: ${String(schema)})`;
    case "maxLength":
      return `string ${value} is too long (length: ${sizeOf(data)}, maximum allowed: ${String(schema)})`;
    case "pattern":
      return `ECMA 262 regex ${JSON.stringify(schema)} does not match input string ${value}`;
    case "format":
      return `string ${value} is invalid against requested format ${JSON.stringify(schema)}`;
    case "minimum":
      return comparison === ">"
        ? `numeric instance is not strictly greater than the required minimum ${String(schema)}`
        : `numeric instance is lower than the required minimum (minimum: ${String(schema)}, found: ${value})`;
    case "maximum":
      return comparison === "<"
        ? `numeric instance is not strictly lower than the required maximum ${String(schema)}`
        : `numeric instance is greater than the required maximum (maximum: ${String(schema)}, found: ${value})`;
    case "multipleOf":
      return `remainder of division is not zero (${value} / ${String(schema)})`;
    case "minItems":
      return `array is too short: must have at least ${String(schema)} elements but instance has ${sizeOf(data)} elements`;
    case "maxItems":
      return `array is too long: must have at most ${String(schema)} elements but instance has ${sizeOf(data)} elements`;
    case "uniqueItems":
      return "array must not contain duplicate elements";
    case "minProperties":
      return `object has too few properties (found ${sizeOf(data)} but schema requires at least ${String(schema)})`;
    case "maxProperties":
      return `object has too many properties (found ${sizeOf(data)} but schema requires at most ${String(schema)})`;
    default:
      return message ?? keyword;
  }
}

/** Every property that the same rule names of the same object, in order of the alphabet. */
function sameRule(error: ErrorObject, errors: readonly ErrorObject[], param: string): string[] {
  return errors
    .filter(
      (other) => other.instancePath === error.instancePath && other.schemaPath === error.schemaPath,
    )
    .map((other) => String((other.params as Readonly<Record<string, unknown>>)[param]))
    .toSorted();
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

function sizeOf(value: unknown): number {
  if (typeof value === "string") return Array.from(value).length;
  if (Array.isArray(value)) return value.length;
  return typeof value === "object" && value !== null ? Object.keys(value).length : 0;
}
