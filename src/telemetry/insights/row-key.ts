// What rows are told apart by: the texts of some values as one short key, so that long messages are not kept for it.
import { createHash } from "node:crypto";
import type { InsightsValue } from "./insights-plan.ts";
import { textOf } from "./insights-value.ts";

/** Longer keys are replaced by their digest. */
const PLAIN_LENGTH_MAX = 64;

export function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** The same for the same values, and only for those; what is not there differs from "". */
export function rowKey(values: readonly InsightsValue[]): string {
  const text = JSON.stringify(values.map((value) => (value === null ? null : textOf(value))));
  return text.length <= PLAIN_LENGTH_MAX ? text : digestOf(text).toString("base64");
}
