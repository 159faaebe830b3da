// The fields of a head as names and values, for comparing and showing them; bounded, and not for the request path.
import { FIELDS_SHOWN_MAX } from "../../telemetry/journeys/redact-fields.ts";
import type { FieldPair } from "../../telemetry/journeys/redact-fields.ts";
import type { Fields } from "../../wire/http1/fields.ts";

/** Of a head that was received. */
export function fieldPairs(fields: Fields): FieldPair[] {
  const pairs: FieldPair[] = [];
  const count = Math.min(fields.count, FIELDS_SHOWN_MAX);
  for (let i = 0; i < count; i++) pairs.push([fields.name(i), fields.value(i)]);
  return pairs;
}

/** Of a head that was composed: first line, fields, empty line, each ended by CRLF. */
export function composedFieldPairs(head: string): FieldPair[] {
  const pairs: FieldPair[] = [];
  for (const line of head.split("\r\n").slice(1)) {
    if (line === "" || pairs.length >= FIELDS_SHOWN_MAX) break;
    const colon = line.indexOf(":");
    if (colon === -1) pairs.push([line, ""]);
    else pairs.push([line.slice(0, colon), line.slice(colon + 1).trim()]);
  }
  return pairs;
}
