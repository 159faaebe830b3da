// The request's headers as each hop sent them on: those that the client sent, and what every step says that it changed.
// Pure.
import type { Journey, JourneyStep } from "../../../src/telemetry/journeys/journey.ts";
import { placedSteps } from "./stations.ts";

export type Field = readonly [name: string, value: string];

export interface HeaderChanges {
  readonly added: readonly Field[];
  readonly changed: readonly {
    readonly name: string;
    readonly before: string;
    readonly after: string;
  }[];
  readonly dropped: readonly Field[];
}

/** What a step changed; null when it is about something else. */
export function headerChangesOf({ evidence }: JourneyStep): HeaderChanges | null {
  const nested = evidence["fields"];
  const found = typeof nested === "object" && nested !== null ? nested : evidence;
  if (!("added" in found && "changed" in found && "dropped" in found)) return null;
  const { added, changed, dropped } = found;
  if (!Array.isArray(added) || !Array.isArray(changed) || !Array.isArray(dropped)) return null;
  return { added, changed, dropped } as HeaderChanges;
}

/** Headers at one place of the way. */
export interface HeadersThere {
  /** "From the client", "To app/shop/50dc6c495c0c9188" */
  readonly place: string;
  readonly fields: readonly Field[];
}

/** Before and after every hop that sent the request on. */
export function headersOnWay(journey: Journey): HeadersThere[] {
  let fields: readonly Field[] = journey.request.headers;
  const there: HeadersThere[] = [{ place: "From the client", fields }];
  for (const { hop, step } of placedSteps(journey)) {
    const changes = changesToRequest(step);
    if (changes === null) continue;
    fields = applied(fields, changes);
    there.push({ place: `Sent by ${hop.name}`, fields });
  }
  return there;
}

function changesToRequest(step: JourneyStep): HeaderChanges | null {
  const isOfRequest = step.decision === "mapping" || step.evidence["direction"] === "request";
  return isOfRequest ? headerChangesOf(step) : null;
}

function applied(fields: readonly Field[], changes: HeaderChanges): Field[] {
  const left = [...fields];
  for (const [name, value] of changes.dropped) {
    const at = indexOf(left, name, value);
    if (at !== -1) left.splice(at, 1);
  }
  for (const { name, before, after } of changes.changed) {
    const at = indexOf(left, name, before);
    if (at === -1) left.push([name, after]);
    else left[at] = [name, after];
  }
  return [...left, ...changes.added];
}

function indexOf(fields: readonly Field[], name: string, value: string): number {
  const key = name.toLowerCase();
  const exact = fields.findIndex((field) => field[0].toLowerCase() === key && field[1] === value);
  return exact === -1 ? fields.findIndex((field) => field[0].toLowerCase() === key) : exact;
}

export interface HeaderRow {
  readonly name: string;
  /** A value per place, "" where it is not there. */
  readonly values: readonly string[];
}

/** A row per name; several fields of one name are in one cell, each on its line. */
export function headerRows(there: readonly HeadersThere[]): HeaderRow[] {
  const rows = new Map<string, { name: string; values: string[] }>();
  for (const [at, { fields }] of there.entries()) {
    for (const [name, value] of fields) {
      const key = name.toLowerCase();
      const row = rows.get(key) ?? { name, values: there.map(() => "") };
      const before = row.values[at] ?? "";
      row.values[at] = before === "" ? value : `${before}\n${value}`;
      rows.set(key, row);
    }
  }
  return [...rows.values()];
}
