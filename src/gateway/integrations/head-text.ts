// Heads as texts, read again for journeys: long after the request, when only the text is left. Not for the request
// path, where heads are read by offsets.
import type { FieldPair } from "../../telemetry/journeys/redact-fields.ts";

/** The first line of a head, "" for none. */
export function firstLine(head: string): string {
  const end = head.indexOf("\r\n");
  return end === -1 ? head : head.slice(0, end);
}

/** Names and values in their order; lines without colon have no value. */
export function fieldsOf(head: string): FieldPair[] {
  const fields: FieldPair[] = [];
  for (const line of head.split(/\r?\n/).slice(1)) {
    if (line === "") continue;
    const colon = line.indexOf(":");
    if (colon === -1) fields.push([line, ""]);
    else fields.push([line.slice(0, colon), line.slice(colon + 1).trim()]);
  }
  return fields;
}

/** The first value of that name, "" for none. */
export function fieldOf(head: string, lowerCaseName: string): string {
  const found = fieldsOf(head).find(([name]) => name.toLowerCase() === lowerCaseName);
  return found?.[1] ?? "";
}
