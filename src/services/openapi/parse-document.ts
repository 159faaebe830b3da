// An OpenAPI document's bytes made into values: JSON, or else YAML by the `yaml` package. Size, depth, number of values
// and of aliases are bounded, since a few hundred bytes of YAML can stand for gigabytes.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html (6 MB for an import)
import { isObject, type JsonObject } from "./json-value.ts";
import { readYaml } from "./yaml-work.ts";

export const DOCUMENT_BYTES_MAX = 6 * 1024 * 1024;
export const DOCUMENT_DEPTH_MAX = 100;
export const DOCUMENT_VALUES_MAX = 1_000_000;
export const DOCUMENT_ALIASES_MAX = 100;

/** What the document holds; undefined when it is no JSON or YAML object, or larger than the limits. */
export async function parseDocument(bytes: Uint8Array): Promise<JsonObject | undefined> {
  if (bytes.length === 0 || bytes.length > DOCUMENT_BYTES_MAX) return undefined;
  const text = decodeText(bytes);
  if (text === undefined) return undefined;
  const value = parseJson(text) ?? (await parseYaml(text));
  return isObject(value) && isBounded(value) ? value : undefined;
}

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A YAML flow mapping begins like JSON.
    return undefined;
  }
}

async function parseYaml(text: string): Promise<unknown> {
  try {
    return await readYaml(text, DOCUMENT_ALIASES_MAX);
  } catch {
    return undefined;
  }
}

/** Counts values as they would be written out, so that shared and circular ones count each time. */
function isBounded(root: unknown): boolean {
  let valuesLeft = DOCUMENT_VALUES_MAX;
  const visit = (value: unknown, depth: number): boolean => {
    valuesLeft -= 1;
    if (valuesLeft < 0 || depth > DOCUMENT_DEPTH_MAX) return false;
    if (typeof value !== "object" || value === null) return true;
    for (const entry of Object.values(value)) if (!visit(entry, depth + 1)) return false;
    return true;
  };
  return visit(root, 0);
}
