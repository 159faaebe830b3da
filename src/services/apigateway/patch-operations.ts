// Patch operations, in which every Update operation of REST APIs takes its changes: op, path and value. Each resource
// has a table of the paths it allows; all operations of a request are applied to a draft, and the first bad one
// throws, so that a request changes everything or nothing.
//
//     const draft = structuredClone(before);
//     await applyPatchOperations(input.patchOperations, TABLE, draft);
//     context.records.put(…, draft);
//
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
import { Constraints } from "../../protocol/constraints.ts";
import { badRequest } from "./rest-errors.ts";

/** AWS's order, as its validation messages give it. */
export const PATCH_OPS = ["add", "remove", "move", "test", "replace", "copy"] as const;

export type PatchOp = (typeof PATCH_OPS)[number];

/** An operation as it comes in. */
export interface PatchOperationInput {
  readonly op?: string;
  readonly path?: string;
  readonly value?: string;
  readonly from?: string;
}

/** An operation that its resource's table allows. */
export interface Patch {
  readonly op: PatchOp;
  /** As it was given, escapes included; for messages. */
  readonly path: string;
  /** Unescaped: what stands for each `{…}` of the table's path, in order. */
  readonly names: readonly string[];
  readonly value: string | undefined;
  readonly from: string | undefined;
}

/** What may be done at one path. */
export interface PatchPath<Draft> {
  /** Segments in braces stand for any one segment: "/requestParameters/{name}". */
  readonly path: string;
  readonly ops: readonly PatchOp[];
  /** Changes the draft, or throws the error that the request is answered with. */
  readonly apply: (draft: Draft, patch: Patch) => void | Promise<void>;
}

/** A resource's paths, and in which of AWS's two manners it refuses others. */
export interface PatchTable<Draft> {
  /**
   * "listed": `Invalid patch path  '/x' specified for op 'replace'. Must be one of: [/a, /b]` (two blanks).
   * "plain": `Invalid patch path /x` and `Invalid patch operation specified. Must be one of: [replace]`.
   */
  readonly refusal: "listed" | "plain";
  readonly paths: readonly PatchPath<Draft>[];
}

/** Notes operations whose `op` is none at all: part of checking the shape of an input, before anything else. */
export function constrainPatchOps(
  constraints: Constraints,
  inputName: string,
  operations: readonly PatchOperationInput[] | undefined,
): Constraints {
  for (const [index, operation] of (operations ?? []).entries()) {
    const path = `${inputName}.patchOperations.${index + 1}.member.op`;
    constraints.enumeration(path, operation.op, PATCH_OPS);
  }
  return constraints;
}

/** Throws ValidationException for operations whose `op` is none at all; `inputName` as in "updateModelInput". */
export function checkPatchOps(
  inputName: string,
  operations: readonly PatchOperationInput[] | undefined,
): void {
  constrainPatchOps(new Constraints(), inputName, operations).throwIfViolated();
}

/** Applies the operations to the draft in order; throws at the first that the table or the draft refuses. */
export async function applyPatchOperations<Draft>(
  operations: readonly PatchOperationInput[] | undefined,
  table: PatchTable<Draft>,
  draft: Draft,
): Promise<void> {
  for (const operation of operations ?? []) {
    const { entry, patch } = find(table, operation);
    await entry.apply(draft, patch);
  }
}

interface Found<Draft> {
  readonly entry: PatchPath<Draft>;
  readonly patch: Patch;
}

function find<Draft>(table: PatchTable<Draft>, operation: PatchOperationInput): Found<Draft> {
  const { path, value, from } = operation;
  const op = PATCH_OPS.find((known) => known === operation.op);
  const segments = splitPath(path);
  let others: PatchPath<Draft> | undefined;
  for (const entry of table.paths) {
    const names = match(entry.path, segments);
    if (names === undefined) continue;
    if (op !== undefined && entry.ops.includes(op)) {
      return { entry, patch: { op, path: path ?? "", names, value, from } };
    }
    others ??= entry;
  }
  throw table.refusal === "listed"
    ? listedRefusal(table, operation)
    : plainRefusal(operation, others?.ops);
}

function listedRefusal<Draft>(table: PatchTable<Draft>, operation: PatchOperationInput): Error {
  const { op = "null", path = "null" } = operation;
  const allowed = table.paths
    .filter((entry) => entry.ops.some((known) => known === op))
    .map((entry) => entry.path);
  const advice =
    op === "replace" && allowed.length > 0
      ? `Must be one of: [${allowed.join(", ")}]`
      : "Please choose supported operations";
  return badRequest(`Invalid patch path  '${path}' specified for op '${op}'. ${advice}`);
}

function plainRefusal(
  operation: PatchOperationInput,
  allowed: readonly PatchOp[] | undefined,
): Error {
  if (allowed === undefined) return badRequest(`Invalid patch path ${operation.path ?? "null"}`);
  const isUsual = operation.op === "add" || operation.op === "remove" || operation.op === "replace";
  return badRequest(
    isUsual
      ? `Invalid patch operation specified. Must be one of: [${allowed.join(", ")}]`
      : "Invalid patch operation specified. Must be 'add'|'remove'|'replace'",
  );
}

/** "/a~1b/c" as ["a/b", "c"]; undefined when it is no path. https://www.rfc-editor.org/rfc/rfc6901#section-4 */
export function splitPath(path: string | undefined): readonly string[] | undefined {
  if (path === undefined || !path.startsWith("/")) return undefined;
  return path
    .slice(1)
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** What stands for the segments in braces, or undefined when the path is another one. */
function match(
  pattern: string,
  segments: readonly string[] | undefined,
): readonly string[] | undefined {
  const parts = pattern.slice(1).split("/");
  if (segments === undefined || segments.length !== parts.length) return undefined;
  const names: string[] = [];
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? "";
    if (part.startsWith("{")) names.push(segment);
    else if (part !== segment) return undefined;
  }
  return names;
}
