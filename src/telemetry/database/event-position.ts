// Places between events of a stream or group: their order is the time, then the order in which they were taken.
// Tokens that people hold on to are such places as text.
import { LogStoreError } from "../../store/log-store.ts";

export interface EventPosition {
  readonly atMs: number;
  readonly id: number;
}

/** Before and after all events. */
export const FIRST_POSITION: EventPosition = { atMs: Number.MIN_SAFE_INTEGER, id: 0 };
export const LAST_POSITION: EventPosition = {
  atMs: Number.MAX_SAFE_INTEGER,
  id: Number.MAX_SAFE_INTEGER,
};

/** AWS's event ids have 56 digits. */
const EVENT_ID_DIGITS = 56;

export function eventIdOf(id: number): string {
  return String(id).padStart(EVENT_ID_DIGITS, "0");
}

/** Undefined where no event has such an id. */
export function rowIdOf(eventId: string): number | undefined {
  if (!/^\d{1,56}$/.test(eventId)) return undefined;
  const id = Number(eventId);
  return Number.isSafeInteger(id) ? id : undefined;
}

export function positionToken(kind: "f" | "b" | "p", { atMs, id }: EventPosition): string {
  return `${kind}/${atMs}/${id}`;
}

/** Throws where the text is no such token. */
export function positionOfToken(token: string): { kind: string; position: EventPosition } {
  const match = /^([fbp])\/(-?\d{1,16})\/(\d{1,16})$/.exec(token);
  if (match === null) {
    throw new LogStoreError("invalid-token", "The specified nextToken is invalid");
  }
  const [, kind = "", atMs, id] = match;
  return { kind, position: { atMs: Number(atMs), id: Number(id) } };
}
