// Patch operations on members that are maps of names to values: parameters, templates, models, variables. `add` and
// `replace` set an entry; `remove` takes away one that is there.
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
import type { PatchOp, PatchPath } from "./patch-operations.ts";
import type { Patch } from "./patch-operations.ts";

export interface EntryPatch<Draft, Value> {
  /** Its last segment is the entry's name, in braces. */
  readonly path: string;
  /** The map, made when the draft has none. */
  readonly entriesOf: (draft: Draft) => Record<string, Value>;
  readonly valueOf: (patch: Patch) => Value;
  /** The error for an entry that is to be removed and is not there; without it nothing happens then. */
  readonly missing?: (() => Error) | undefined;
  /** The same for `replace`; without it, `replace` adds. */
  readonly replacesMissing?: boolean;
}

const ENTRY_OPS: readonly PatchOp[] = ["add", "remove", "replace"];

/** The table entry for one such member. */
export function patchEntries<Draft, Value>(member: EntryPatch<Draft, Value>): PatchPath<Draft> {
  return {
    path: member.path,
    ops: ENTRY_OPS,
    apply(draft, patch) {
      const entries = member.entriesOf(draft);
      const name = patch.names.at(-1) ?? "";
      const isThere = Object.hasOwn(entries, name);
      const needsIt =
        patch.op === "remove" || (patch.op === "replace" && member.replacesMissing === false);
      if (!isThere && needsIt && member.missing !== undefined) throw member.missing();
      if (patch.op === "remove") delete entries[name];
      else setEntry(entries, name, member.valueOf(patch));
    },
  };
}

/** Sets an entry of any name, `__proto__` included. */
function setEntry<Value>(entries: Record<string, Value>, name: string, value: Value): void {
  Object.defineProperty(entries, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
