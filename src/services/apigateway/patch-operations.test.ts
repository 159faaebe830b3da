import { expect, test } from "vitest";
import {
  applyPatchOperations,
  checkPatchOps,
  splitPath,
  type Patch,
  type PatchTable,
} from "./patch-operations.ts";

function table(refusal: "listed" | "plain"): PatchTable<Patch[]> {
  const apply = (seen: Patch[], patch: Patch) => void seen.push(patch);
  return {
    refusal,
    paths: [
      { path: "/name", ops: ["replace"], apply },
      { path: "/size", ops: ["replace", "remove"], apply },
      { path: "/tags/{key}", ops: ["add", "remove"], apply },
    ],
  };
}

test("splitPath() undoes the escapes of a JSON pointer, each once", () => {
  expect(splitPath("/a~1b/c~01")).toEqual(["a/b", "c~1"]);
  expect(splitPath("a")).toBeUndefined();
  expect(splitPath(undefined)).toBeUndefined();
});

test("applyPatchOperations() gives what stands for braces, unescaped, in the order of operations", async () => {
  const seen: Patch[] = [];
  const operations = [
    { op: "add", path: "/tags/a~1b", value: "1" },
    { op: "replace", path: "/name", value: "x" },
  ];
  await applyPatchOperations(operations, table("plain"), seen);
  expect(seen.map(({ op, names, value }) => [op, names, value])).toEqual([
    ["add", ["a/b"], "1"],
    ["replace", [], "x"],
  ]);
});

test.for<["listed" | "plain", op: string, path: string | undefined, message: string]>([
  [
    "listed",
    "replace",
    "/x",
    "Invalid patch path  '/x' specified for op 'replace'. Must be one of: [/name, /size]",
  ],
  [
    "listed",
    "move",
    "/x",
    "Invalid patch path  '/x' specified for op 'move'. Please choose supported operations",
  ],
  [
    "listed",
    "add",
    "/name",
    "Invalid patch path  '/name' specified for op 'add'. Please choose supported operations",
  ],
  ["plain", "replace", "/x", "Invalid patch path /x"],
  ["plain", "replace", undefined, "Invalid patch path null"],
  ["plain", "replace", "/tags/a/b", "Invalid patch path /tags/a/b"],
  ["plain", "add", "/size", "Invalid patch operation specified. Must be one of: [replace, remove]"],
  ["plain", "test", "/size", "Invalid patch operation specified. Must be 'add'|'remove'|'replace'"],
])("applyPatchOperations() refuses, %s, %s at %s", async ([refusal, op, path, message]) => {
  const operation = path === undefined ? { op } : { op, path };
  const attempt = applyPatchOperations([operation], table(refusal), []);
  await expect(attempt).rejects.toMatchObject({ name: "BadRequestException", message });
});

test("checkPatchOps() names each operation whose op is none by its place", () => {
  const attempt = () => checkPatchOps("xInput", [{ op: "add" }, { op: "put" }]);
  expect(attempt).toThrow(
    "1 validation error detected: Value 'put' at 'xInput.patchOperations.2.member.op' failed to " +
      "satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]",
  );
});
