// A model's schema that stands on its own: the models it refers to, and those that they refer to, become its
// definitions. https://docs.aws.amazon.com/apigateway/latest/api/API_GetModel.html (flatten)
import type { OperationContext } from "../operation-context.ts";
import { modelNameOf, referencesOf } from "./model-schema.ts";

/** The schema with its definitions; as it was when it refers to no model. */
export async function flattenedSchema(
  context: OperationContext,
  restApiId: string,
  schema: string,
): Promise<string> {
  const root = JSON.parse(schema) as Record<string, unknown>;
  const definitions = new Map<string, unknown>();
  const left = modelNamesIn(root);
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (definitions.has(name)) continue;
    const body = await context.records.get("rest-model", `${restApiId}/${name}`);
    if (body?.model.schema === undefined) continue;
    const definition: unknown = JSON.parse(body.model.schema);
    definitions.set(name, withLocalReferences(definition));
    left.push(...modelNamesIn(definition));
  }
  if (definitions.size === 0) return schema;
  const flat = withLocalReferences(root) as Record<string, unknown>;
  const own = flat["definitions"];
  const added = Object.fromEntries([...definitions].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  flat["definitions"] = typeof own === "object" ? { ...own, ...added } : added;
  return JSON.stringify(flat, null, 2);
}

function modelNamesIn(schema: unknown): string[] {
  return referencesOf(schema).flatMap((reference) => modelNameOf(reference) ?? []);
}

function withLocalReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withLocalReferences);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]): [string, unknown] => {
    if (key !== "$ref" || typeof entry !== "string") return [key, withLocalReferences(entry)];
    const name = modelNameOf(entry);
    return [key, name === undefined ? entry : `#/definitions/${name}`];
  });
  return Object.fromEntries(entries);
}
