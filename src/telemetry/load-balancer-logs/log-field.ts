// How single fields are written in the logs of load balancers: quoted ones, times, durations. All of them are made
// per request, so they are plain string work.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-syntax

/** What stands for a field without a value. */
export const NO_FIELD = "-";

/** Anything but printable ASCII without quote and backslash. */
const UNQUOTABLE = /[^ !#-[\]-~]/;
const ALL_UNQUOTABLE = /[^ !#-[\]-~]/g;

/** In quotes. Quotes, backslashes and what is not printable ASCII are written as "\x22", byte by byte. */
export function quotedField(value: string): string {
  if (value === "") return '"-"';
  return `"${UNQUOTABLE.test(value) ? escapedField(value) : value}"`;
}

/** The value, "-" for none. Such fields never hold blanks, being made here or checked before. */
export function plainField(value: string): string {
  return value === "" ? NO_FIELD : value;
}

function escapedField(value: string): string {
  return value.replaceAll(ALL_UNQUOTABLE, (char) => {
    const code = char.charCodeAt(0);
    // Heads are read as one byte per character.
    if (code <= 0xff) return hexByte(code);
    return [...Buffer.from(char)].map(hexByte).join("");
  });
}

function hexByte(byte: number): string {
  return `\\x${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}

let cachedSecond = Number.NaN;
let cachedText = "";

/** "2026-11-22T14:00:00" of wall time in milliseconds; one conversion a second. */
export function wholeSecondField(wallMs: number): string {
  const second = Math.floor(wallMs / 1000);
  if (second !== cachedSecond) {
    cachedSecond = second;
    cachedText = new Date(second * 1000).toISOString().slice(0, 19);
  }
  return cachedText;
}

/** "2026-11-22T14:00:00.123456Z" */
export function microsecondField(wallMs: number): string {
  const micros = Math.floor((wallMs - Math.floor(wallMs / 1000) * 1000) * 1000);
  return `${wholeSecondField(wallMs)}.${String(1_000_000 + micros).slice(1)}Z`;
}

/** Seconds with three decimals. */
export function secondsField(durationMs: number): string {
  const wholeMs = Math.max(0, Math.round(durationMs));
  const seconds = Math.floor(wholeMs / 1000);
  return `${seconds}.${String(1000 + wholeMs - seconds * 1000).slice(1)}`;
}
