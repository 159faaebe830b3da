// Text that others wrote (names, answers, templates) as it may be shown: marks of unresolved values in words, and no
// control characters, so that no name can move a terminal's cursor.
import { readable } from "../unresolved.ts";

/** Controls, and marks that change the direction of what follows or end the line (Unicode UAX #9, UTS #55). */
const CONTROL_CHARACTERS =
  /[^\P{Cc}\n\t]|[\u{61C}\u{200B}-\u{200F}\u{2028}-\u{202E}\u{2060}-\u{2069}\u{FEFF}]/gu;

/** The text without anything that a terminal would act upon; lines stay lines. */
export function printableText(text: string): string {
  return readable(text).replace(CONTROL_CHARACTERS, "\u{FFFD}");
}

/** The same on one line. */
export function printableLine(text: string): string {
  return printableText(text).replaceAll(/\s+/g, " ");
}

/** A value of what was seen. */
export function printableValue(value: string | number | boolean | readonly string[]): string {
  if (typeof value === "object") {
    return value.length === 0 ? "none" : value.map(printableLine).join(", ");
  }
  return printableLine(String(value));
}
