// Reading values of which nothing is known but that they came out of JSON or YAML: what has another type than was
// looked for reads as absent or empty, so that a strange document is never an exception.

/** An object of a document. Its keys are the user's: read them with care for `__proto__`. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object, and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object, the empty one when it is none. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The value as a list, the empty one when it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** A text; numbers and booleans too, as YAML reads `200` and `true` where a text is meant. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return undefined;
}

/** A number, also one that was written as a text. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A boolean, also one that was written as a text. */
export function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (value === "true") return true;
  if (value === "false") return false;
  return undefined;
}

/** The entries of an object whose values are texts. Own properties only, `__proto__` among them. */
export function textMapOf(value: unknown): Record<string, string> {
  const entries: [string, string][] = [];
  for (const [key, entry] of Object.entries(objectOf(value))) {
    const text = textOf(entry);
    if (text !== undefined) entries.push([key, text]);
  }
  return Object.fromEntries(entries);
}

/** The texts of a list. */
export function textListOf(value: unknown): string[] {
  return listOf(value).flatMap((entry) => textOf(entry) ?? []);
}
