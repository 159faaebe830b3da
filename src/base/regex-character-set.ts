// Sets of characters as the regular expressions of this folder keep them: a bit for each latin1 character, and
// ranges for what lies above. Plain functions over plain arrays; a set is never changed once it is in a program.

/** Characters a bit set can hold: latin1. */
export const CHARACTERS = 256;
/** The last UTF-16 unit. */
const LAST_UNIT = 0xffff;

/** A bit per latin1 character; small enough that the engine keeps it among ordinary objects. */
export type CharacterSet = Uint8Array;

/** Pairs "from, to" of UTF-16 units above latin1, in order and apart; null for none. */
export type WideRanges = readonly number[] | null;

export function hasCharacter(set: CharacterSet, code: number): boolean {
  return code < CHARACTERS && ((set[code >> 3] as number) & (1 << (code & 7))) !== 0;
}

export function addCharacter(set: CharacterSet, code: number): void {
  set[code >> 3] = (set[code >> 3] as number) | (1 << (code & 7));
}

export function emptySet(): CharacterSet {
  return new Uint8Array(CHARACTERS / 8);
}

/** The set of "0-9A-F_" and the like. */
export function setOf(ranges: string): CharacterSet {
  const set = emptySet();
  for (let i = 0; i < ranges.length; i++) {
    const from = ranges.charCodeAt(i);
    let to = from;
    if (ranges.charAt(i + 1) === "-" && i + 2 < ranges.length) {
      to = ranges.charCodeAt(i + 2);
      i += 2;
    }
    for (let code = from; code <= to; code++) addCharacter(set, code);
  }
  return set;
}

export function inverse(set: CharacterSet): CharacterSet {
  return set.map((bits) => ~bits);
}

export function withOtherCase(set: CharacterSet): CharacterSet {
  const both = set.slice();
  for (let code = 65; code <= 90; code++) {
    if (hasCharacter(set, code)) addCharacter(both, code + 32);
    if (hasCharacter(set, code + 32)) addCharacter(both, code);
  }
  return both;
}

export function hasWide(ranges: WideRanges, code: number): boolean {
  if (ranges === null) return false;
  for (let i = 0; i < ranges.length; i += 2) {
    if (code < (ranges[i] as number)) return false;
    if (code <= (ranges[i + 1] as number)) return true;
  }
  return false;
}

/** Both, sorted and joined where they touch. */
export function wideUnion(left: WideRanges, right: WideRanges): WideRanges {
  if (left === null) return right;
  if (right === null) return left;
  const pairs: [number, number][] = [];
  for (const ranges of [left, right]) {
    for (let i = 0; i < ranges.length; i += 2) {
      pairs.push([ranges[i] as number, ranges[i + 1] as number]);
    }
  }
  pairs.sort((a, b) => a[0] - b[0]);
  const joined: number[] = [];
  for (const [from, to] of pairs) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last + 1) joined[joined.length - 1] = Math.max(last, to);
    else joined.push(from, to);
  }
  return joined;
}

/** All above latin1 that is not in it. */
export function wideInverse(ranges: WideRanges): WideRanges {
  const rest: number[] = [];
  let next = CHARACTERS;
  for (let i = 0; i < (ranges?.length ?? 0); i += 2) {
    const from = ranges?.[i] as number;
    if (from > next) rest.push(next, from - 1);
    next = (ranges?.[i + 1] as number) + 1;
  }
  if (next <= LAST_UNIT) rest.push(next, LAST_UNIT);
  return rest.length === 0 ? null : rest;
}
