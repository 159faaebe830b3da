// Where a regular expression between "%" signs ends. Shared by the three kinds of filter pattern.
import { invalidPattern } from "./filter-pattern-kind.ts";

/** Behind the "%" that closes the expression whose first "%" is at `start`; throws where there is none. */
export function regexEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "\\") at++;
    else if (char === "%") return at + 1;
  }
  throw invalidPattern();
}
