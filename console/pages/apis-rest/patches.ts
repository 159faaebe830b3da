// Patch operations from what was and what shall be: only what differs is sent.
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
import type { PatchOperation } from "@aws-sdk/client-api-gateway";

/** A name as a segment of a path. https://www.rfc-editor.org/rfc/rfc6901#section-3 */
export function segment(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Replaces the member when it differs; what is not there counts as empty. */
export function memberPatches(
  path: string,
  before: string | number | boolean | undefined,
  after: string | number | boolean | undefined,
): PatchOperation[] {
  const value = String(after ?? "");
  return String(before ?? "") === value ? [] : [{ op: "replace", path, value }];
}

/** Brings a map of names to values from one state to the other. */
export function entryPatches(
  path: string,
  before: Readonly<Record<string, string | boolean>> = {},
  after: Readonly<Record<string, string | boolean>> = {},
): PatchOperation[] {
  const patches: PatchOperation[] = [];
  for (const name of Object.keys(before)) {
    if (!Object.hasOwn(after, name)) {
      patches.push({ op: "remove", path: `${path}/${segment(name)}` });
    }
  }
  for (const [name, value] of Object.entries(after)) {
    if (Object.hasOwn(before, name) && before[name] === value) continue;
    const op = Object.hasOwn(before, name) ? "replace" : "add";
    patches.push({ op, path: `${path}/${segment(name)}`, value: String(value) });
  }
  return patches;
}
