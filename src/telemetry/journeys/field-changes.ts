// What a hop did to the fields of a message: which it added, changed and dropped. Names are compared without case;
// fields of one name are compared in their order, so that one of two equal cookies that is gone is seen. Values are
// redacted here: what comes out can be shown. Pure.
import { FIELDS_SHOWN_MAX, redactValue } from "./redact-fields.ts";
import type { FieldPair } from "./redact-fields.ts";

/** A value that became another one; secrets show only their lengths. */
export interface ChangedField {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

export interface FieldChanges {
  readonly added: readonly FieldPair[];
  readonly changed: readonly ChangedField[];
  readonly dropped: readonly FieldPair[];
}

/** Compares the fields that came with those that went on. */
export function fieldChanges(
  before: readonly FieldPair[],
  after: readonly FieldPair[],
): FieldChanges {
  const valuesBefore = byName(before);
  const valuesAfter = byName(after);
  const added: FieldPair[] = [];
  const changed: ChangedField[] = [];
  const dropped: FieldPair[] = [];
  for (const [key, old] of valuesBefore) {
    const now = valuesAfter.get(key)?.values ?? [];
    const { gone, come } = difference(old.values, now);
    const pairs = Math.min(gone.length, come.length);
    const { name } = old;
    for (let i = 0; i < pairs; i++) changed.push(change(name, gone[i] ?? "", come[i] ?? ""));
    for (const value of gone.slice(pairs)) dropped.push([name, redactValue(name, value)]);
    for (const value of come.slice(pairs)) added.push([name, redactValue(name, value)]);
  }
  for (const [key, { name, values }] of valuesAfter) {
    if (valuesBefore.has(key)) continue;
    for (const value of values) added.push([name, redactValue(name, value)]);
  }
  return {
    added: added.slice(0, FIELDS_SHOWN_MAX),
    changed: changed.slice(0, FIELDS_SHOWN_MAX),
    dropped: dropped.slice(0, FIELDS_SHOWN_MAX),
  };
}

/** Whether anything is different at all. */
export function hasFieldChanges(changes: FieldChanges): boolean {
  return changes.added.length + changes.changed.length + changes.dropped.length > 0;
}

interface NamedValues {
  readonly name: string;
  readonly values: string[];
}

function byName(fields: readonly FieldPair[]): Map<string, NamedValues> {
  const named = new Map<string, NamedValues>();
  for (const [name, value] of fields) {
    const key = name.trim().toLowerCase();
    const known = named.get(key);
    if (known === undefined) named.set(key, { name: name.trim(), values: [value] });
    else known.values.push(value);
  }
  return named;
}

/** Values of one that the other has not, each occurrence counted. */
function difference(
  before: readonly string[],
  after: readonly string[],
): { readonly gone: string[]; readonly come: string[] } {
  const left = [...after];
  const gone: string[] = [];
  for (const value of before) {
    const index = left.indexOf(value);
    if (index === -1) gone.push(value);
    else left.splice(index, 1);
  }
  return { gone, come: left };
}

function change(name: string, before: string, after: string): ChangedField {
  return { name, before: redactValue(name, before), after: redactValue(name, after) };
}
