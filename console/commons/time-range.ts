// Spans of time that a page shows: the last so many minutes, hours or days, or from one moment to another. As text
// in a page's address: "3h", or "2026-11-22T08:00:00.000Z/2026-11-22T09:00:00.000Z".

export type TimeUnit = "second" | "minute" | "hour" | "day" | "week";

export type TimeRange =
  | { readonly kind: "last"; readonly amount: number; readonly unit: TimeUnit }
  | { readonly kind: "between"; readonly startMs: number; readonly endMs: number };

const UNIT_MS: Readonly<Record<TimeUnit, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};
const LETTERS: Readonly<Record<string, TimeUnit>> = {
  s: "second",
  m: "minute",
  h: "hour",
  d: "day",
  w: "week",
};

/** The ranges that are offered, in order of length. */
export const OFFERED_RANGES: readonly { readonly amount: number; readonly unit: TimeUnit }[] = [
  { amount: 15, unit: "minute" },
  { amount: 1, unit: "hour" },
  { amount: 3, unit: "hour" },
  { amount: 12, unit: "hour" },
  { amount: 1, unit: "day" },
];

/** A range out of an address; `fallback` is one too. */
export function timeRangeOf(text: string | null, fallback: string): TimeRange {
  return parsed(text ?? fallback) ?? parsed(fallback) ?? { kind: "last", amount: 1, unit: "hour" };
}

function parsed(text: string): TimeRange | undefined {
  const [, amount, letter = ""] = /^(\d{1,5})([smhdw])$/.exec(text) ?? [];
  const unit = LETTERS[letter];
  if (unit !== undefined && Number(amount) > 0) {
    return { kind: "last", amount: Number(amount), unit };
  }
  const [start = "", end = ""] = text.split("/");
  const startMs = Date.parse(start);
  const endMs = Date.parse(end);
  return startMs < endMs ? { kind: "between", startMs, endMs } : undefined;
}

/** The range as text for an address. */
export function timeRangeText(range: TimeRange): string {
  if (range.kind === "last") return `${range.amount}${range.unit.charAt(0)}`;
  return `${new Date(range.startMs).toISOString()}/${new Date(range.endMs).toISOString()}`;
}

export interface TimeBounds {
  readonly startMs: number;
  readonly endMs: number;
}

/** From when to when it is, at a moment. */
export function boundsOf(range: TimeRange, nowMs: number): TimeBounds {
  if (range.kind === "between") return { startMs: range.startMs, endMs: range.endMs };
  return { startMs: nowMs - range.amount * UNIT_MS[range.unit], endMs: nowMs };
}

/** A moment as the user's own clock shows it: "2026-11-22 08:00:00". */
export function localTime(atMs: number | undefined): string {
  if (atMs === undefined) return "–";
  const date = new Date(atMs);
  const local = new Date(atMs - date.getTimezoneOffset() * UNIT_MS.minute);
  return local.toISOString().slice(0, 19).replace("T", " ");
}

/** The same with milliseconds. */
export function localTimeMs(atMs: number | undefined): string {
  if (atMs === undefined) return "–";
  return `${localTime(atMs)}.${String(atMs % 1000).padStart(3, "0")}`;
}
