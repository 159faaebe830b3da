// Identifiers for new resources: AWS's shape, and not taken yet.
import type { RecordKind } from "../../store/records.ts";
import type { OperationContext } from "../operation-context.ts";
import { alphanumericId } from "../../base/ids.ts";

/** An id of `length` characters that no record `idPrefix` + id of that kind has. */
export async function newId(
  context: OperationContext,
  kind: RecordKind,
  idPrefix: string,
  length: number,
): Promise<string> {
  for (;;) {
    const id = alphanumericId(length);
    if ((await context.records.get(kind, idPrefix + id)) === undefined) return id;
  }
}
