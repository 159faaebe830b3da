// Schemas of an export: models under their names, and references to models in the form that the version of OpenAPI
// has for them.
import type { Model } from "@aws-sdk/client-api-gateway";
import { isObject } from "./json-value.ts";

const CANONICAL = /^https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/([^/]+)$/;

/** A model's schema with references as this version writes them. */
export function writeSchema(model: Model, referencePrefix: string): unknown {
  let schema: unknown = {};
  try {
    schema = JSON.parse(model.schema ?? "{}");
  } catch {
    // A model is checked when it is made.
  }
  return withReferences(schema, referencePrefix);
}

/** The reference to a model. */
export function writeReference(modelName: string, referencePrefix: string): { $ref: string } {
  return { $ref: referencePrefix + modelName };
}

function withReferences(value: unknown, prefix: string): unknown {
  if (Array.isArray(value)) return value.map((entry) => withReferences(entry, prefix));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, entry]): [string, unknown] => {
    if (key !== "$ref" || typeof entry !== "string") return [key, withReferences(entry, prefix)];
    const name = CANONICAL.exec(entry)?.[1];
    return [key, name === undefined ? entry : prefix + name];
  });
  return Object.fromEntries(entries);
}
