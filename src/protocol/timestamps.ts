// Timestamps in the three forms the protocols know. Reading is lenient where AWS's own readers are: text in any of
// the forms is taken whatever the model prefers. https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait
import type { TimestampFormat } from "./shape.ts";

/** Text without a fraction ("2020-04-05T16:21:16Z") or with milliseconds. */
export type TimestampPrecision = "seconds" | "milliseconds";

const RFC3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d(\.\d{1,9})? GMT$/;
const EPOCH_SECONDS = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** The date that the text or number (epoch seconds) says, or undefined. */
export function parseTimestamp(value: string | number): Date | undefined {
  if (typeof value === "number") return validDate(new Date(Math.round(value * 1000)));
  if (EPOCH_SECONDS.test(value)) return validDate(new Date(Math.round(Number(value) * 1000)));
  if (RFC3339.test(value) || HTTP_DATE.test(value)) return validDate(new Date(value));
  return undefined;
}

function validDate(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The text of a date; epoch seconds come as the digits of a number. */
export function formatTimestamp(
  date: Date,
  format: Exclude<TimestampFormat, "default">,
  precision: TimestampPrecision,
): string {
  switch (format) {
    case "epoch-seconds":
      return String(date.getTime() / 1000);
    case "http-date":
      return date.toUTCString();
    case "date-time": {
      const text = date.toISOString();
      return precision === "seconds" ? text.replace(/\.\d+Z$/, "Z") : text;
    }
  }
}
