// The values of patch operations, which always come as text, as what they stand for. How AWS takes text that is no
// such value is marked where it is a guess.
// https://docs.aws.amazon.com/apigateway/latest/api/API_PatchOperation.html
import type { Patch, PatchPath } from "./patch-operations.ts";
import { badRequest } from "./rest-errors.ts";

/** A truth value: "true" in any case is true, "false" false. Other text is refused [I]. */
export function booleanValue(patch: Patch): boolean {
  const text = patch.value?.toLowerCase();
  if (text === "true") return true;
  if (text === "false") return false;
  throw badRequest(`Invalid boolean value specified for ${patch.path}: ${patch.value ?? "null"}`);
}

/** A whole number. Wording [I]. */
export function integerValue(patch: Patch): number {
  if (patch.value === undefined || !/^[+-]?\d{1,15}$/.test(patch.value.trim())) {
    throw invalidNumber(patch);
  }
  return Number(patch.value);
}

/** A number with or without a fraction. Wording [I]. */
export function decimalValue(patch: Patch): number {
  const text = patch.value?.trim() ?? "";
  if (!/^[+-]?(\d{1,15}(\.\d*)?|\.\d+)$/.test(text)) throw invalidNumber(patch);
  return Number(text);
}

function invalidNumber(patch: Patch): Error {
  return badRequest(`Invalid number value specified for ${patch.path}: ${patch.value ?? "null"}`);
}

/** The names of a draft's members that hold text. */
type TextMember<Draft> = {
  [Key in keyof Draft]-?: string extends Draft[Key] ? Key : never;
}[keyof Draft] &
  string;

/** `replace` at "/name" of a member that is text. */
export function replaceText<Draft>(name: TextMember<Draft>): PatchPath<Draft> {
  return {
    path: `/${name}`,
    ops: ["replace"],
    apply: (draft, patch) => {
      (draft as Record<string, string>)[name] = patch.value ?? "";
    },
  };
}
