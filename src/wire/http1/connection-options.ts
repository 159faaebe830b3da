// What the Connection fields of a head say about the connection itself (RFC 9110 §7.6.1, RFC 9112 §9.3).
import type { Fields } from "./fields.ts";
import { FIELD_CONNECTION } from "./fields.ts";

export const CONNECTION_CLOSE = 1;
export const CONNECTION_KEEP_ALIVE = 2;
export const CONNECTION_UPGRADE = 4;

/** The CONNECTION_ bits of all Connection fields. */
export function connectionOptions(fields: Fields): number {
  let options = 0;
  let index = fields.find(FIELD_CONNECTION);
  while (index !== -1) {
    options |= optionsOf(fields.value(index));
    index = fields.findFrom(FIELD_CONNECTION, index + 1);
  }
  return options;
}

/** Whether the connection persists after a message of that version with those options (RFC 9112 §9.3). */
export function persists(options: number, minorVersion: 0 | 1): boolean {
  if ((options & CONNECTION_CLOSE) !== 0) return false;
  return minorVersion === 1 || (options & CONNECTION_KEEP_ALIVE) !== 0;
}

function optionsOf(value: string): number {
  // The two usual spellings without any further string.
  if (value === "keep-alive") return CONNECTION_KEEP_ALIVE;
  if (value === "close") return CONNECTION_CLOSE;
  let options = 0;
  for (const token of value.toLowerCase().split(",")) options |= optionOf(token.trim());
  return options;
}

function optionOf(token: string): number {
  if (token === "close") return CONNECTION_CLOSE;
  if (token === "keep-alive") return CONNECTION_KEEP_ALIVE;
  return token === "upgrade" ? CONNECTION_UPGRADE : 0;
}
