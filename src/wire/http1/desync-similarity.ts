// How close a field name comes to Transfer-Encoding or Content-Length: another server may take a look-alike for
// the real one. AWS's classification compares letters only, skipping what some servers drop, replace or fold
// (white space, "_" for "-", letters of Unicode that turn into ASCII in upper case).
import { ALPHANUMERIC, LOWER_CASE } from "./character-tables.ts";

export const DISTANT = 0;
/** The same letters, but not the same name: suspicious. */
export const SAME_LETTERS = 1;
/** The name itself, case aside. */
export const IDENTICAL = 2;
export type Similarity = 0 | 1 | 2;

const HYPHEN = 0x2d;
const SPACE = 0x20;
const LOWER_S = 0x73;
const LOWER_I = 0x69;

/** Compares `name` (latin1) with a reference in lower-case letters and hyphens. */
export function similarity(reference: string, name: string): Similarity {
  if (name.length < reference.length) return DISTANT;
  let position = nextAlphanumeric(name, 0);
  let exact = position === 0 && name.length === reference.length;
  for (let index = 0; index < reference.length; index += 1) {
    if (position === name.length) return DISTANT;
    const wanted = reference.charCodeAt(index);
    if (wanted === HYPHEN) {
      if (name.charCodeAt(position) !== HYPHEN) exact = false;
      position = nextAlphanumeric(name, position + 1);
      continue;
    }
    const taken = letterBytes(name, position, wanted);
    if (taken === 0)
      return nextAlphanumeric(name, position) === name.length ? SAME_LETTERS : DISTANT;
    position = nextVisible(name, position + taken);
  }
  if (position === name.length && exact) return IDENTICAL;
  return nextAlphanumeric(name, position) === name.length ? SAME_LETTERS : DISTANT;
}

/** How many bytes at `position` stand for that lower-case letter; 0 when they do not. */
function letterBytes(name: string, position: number, letter: number): number {
  const byte = name.charCodeAt(position);
  if (LOWER_CASE[byte] === letter) return 1;
  if (position + 1 >= name.length) return 0;
  const second = name.charCodeAt(position + 1);
  // UTF-8 of "ſ" (U+017F, upper case S) and "ı" (U+0131, upper case I).
  if (letter === LOWER_S && byte === 0xc5 && second === 0xbf) return 2;
  if (letter === LOWER_I && byte === 0xc4 && second === 0xb1) return 2;
  return 0;
}

function nextAlphanumeric(name: string, from: number): number {
  let position = from;
  while (position < name.length && ALPHANUMERIC[name.charCodeAt(position)] === 0) position += 1;
  return position;
}

function nextVisible(name: string, from: number): number {
  let position = from;
  while (position < name.length && name.charCodeAt(position) <= SPACE) position += 1;
  return position;
}
