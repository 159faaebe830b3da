// Attributes of Terraform's AWS provider under CloudFormation's names: most differ in their spelling only.
import { isObject, listOf, type JsonObject } from "../../services/openapi/json-value.ts";

/** "connection_id" → "ConnectionId", or what `names` says. What is not set is left out. */
export function renamed(values: JsonObject, names: Readonly<Record<string, string>>): JsonObject {
  const entries: [string, unknown][] = [];
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || name === "id" || name === "arn") continue;
    entries.push([Object.hasOwn(names, name) ? (names[name] ?? name) : pascalCase(name), value]);
  }
  return Object.fromEntries(entries);
}

function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|_)([a-z0-9])/g, (_whole, letter: string) => letter.toUpperCase());
}

/** The blocks of a name. */
export function blocks(value: unknown): JsonObject[] {
  return (Array.isArray(value) ? listOf(value) : [value]).filter(isObject);
}

/** Something made of the only block; undefined where there is none. */
export function first<T>(value: unknown, make: (block: JsonObject) => T): T | undefined {
  const [block] = blocks(value);
  return block === undefined ? undefined : make(block);
}
