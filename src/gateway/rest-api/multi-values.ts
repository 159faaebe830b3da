// Header fields and query strings as maps of values by name, for mappings and templates. Names keep their case.
import { FIELD_X_POSTERN_TRACE, type Fields } from "../../wire/http1/fields.ts";
import type { MultiValues } from "./mapping-functions.ts";

/** Without the field that asks for a journey, which is for Postern alone. */
export function headersByName(fields: Fields): MultiValues {
  const values = new Map<string, string[]>();
  for (let i = 0; i < fields.count; i++) {
    if (fields.id(i) !== FIELD_X_POSTERN_TRACE) add(values, fields.name(i), fields.value(i));
  }
  return values;
}

/** A query string's parameters, decoded. */
export function parametersByName(query: string): MultiValues {
  const values = new Map<string, string[]>();
  if (query === "") return values;
  for (const pair of query.split(/[&;]/)) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = equals === -1 ? pair : pair.slice(0, equals);
    add(values, decode(name), equals === -1 ? "" : decode(pair.slice(equals + 1)));
  }
  return values;
}

function add(values: Map<string, string[]>, name: string, value: string): void {
  const there = values.get(name);
  if (there === undefined) values.set(name, [value]);
  else there.push(value);
}

/** Percent-decoding that leaves alone what is not encoded rightly. */
function decode(text: string): string {
  if (!text.includes("%") && !text.includes("+")) return text;
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
