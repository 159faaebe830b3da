// The sets that Java's regular expressions can name: \d \w \s \h \v, the POSIX classes of \p{…} and the any-character
// of ".". ASCII as in Java without UNICODE_CHARACTER_CLASS.
// https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html
import {
  addCharacter,
  emptySet,
  hasCharacter,
  inverse,
  setOf,
  wideInverse,
  wideUnion,
  withOtherCase,
  type CharacterSet,
  type WideRanges,
} from "./regex-character-set.ts";

/** Characters of a class: those of latin1, and those above. */
export interface JavaClass {
  readonly set: CharacterSet;
  readonly wide: WideRanges;
}

const LINE_SEPARATORS: WideRanges = [0x2028, 0x2029];
const WIDE_BLANKS: WideRanges = [
  0x1680, 0x1680, 0x180e, 0x180e, 0x2000, 0x200a, 0x202f, 0x202f, 0x205f, 0x205f, 0x3000, 0x3000,
];

function ascii(ranges: string): JavaClass {
  return { set: setOf(ranges), wide: null };
}

export function inverseClass(of: JavaClass): JavaClass {
  return { set: inverse(of.set), wide: wideInverse(of.wide) };
}

export function unionOf(left: JavaClass, right: JavaClass): JavaClass {
  const set = left.set.map((bits, i) => bits | (right.set[i] as number));
  return { set, wide: wideUnion(left.wide, right.wide) };
}

/** What is in both: by De Morgan, so that ranges need no second way of being joined. */
export function intersectionOf(left: JavaClass, right: JavaClass): JavaClass {
  return inverseClass(unionOf(inverseClass(left), inverseClass(right)));
}

/** Case is ASCII's alone, as CASE_INSENSITIVE is without UNICODE_CASE. */
export function withEitherCase(of: JavaClass): JavaClass {
  return { set: withOtherCase(of.set), wide: of.wide };
}

/** One character or a range of them. */
export function rangeClass(from: number, to: number): JavaClass {
  const set = emptySet();
  for (let code = from; code <= Math.min(to, 0xff); code++) addCharacter(set, code);
  const wide = to > 0xff ? [Math.max(from, 0x100), to] : null;
  return { set, wide };
}

/** "." without DOTALL: all but line terminators. */
export const NOT_LINE_TERMINATOR = inverseClass({
  set: setOf("\n\r\u0085"),
  wide: LINE_SEPARATORS,
});
/** With UNIX_LINES. */
export const NOT_LINE_FEED = inverseClass(ascii("\n"));
export const ANY_CHARACTER = inverseClass({ set: emptySet(), wide: null });

export const WORD_CLASS = ascii("0-9A-Za-z_");
const DIGIT_CLASS = ascii("0-9");
const SPACE_CLASS = ascii(" \t\n\r\f\v");
const BLANK_CLASS: JavaClass = { set: setOf(" \t\u00a0"), wide: WIDE_BLANKS };
const LINE_CLASS: JavaClass = { set: setOf("\n\r\f\v\u0085"), wide: LINE_SEPARATORS };

/** By the letter behind the backslash; the capital is the inverse. */
export const ESCAPED_CLASSES: ReadonlyMap<string, JavaClass> = new Map([
  ["d", DIGIT_CLASS],
  ["D", inverseClass(DIGIT_CLASS)],
  ["w", WORD_CLASS],
  ["W", inverseClass(WORD_CLASS)],
  ["s", SPACE_CLASS],
  ["S", inverseClass(SPACE_CLASS)],
  ["h", BLANK_CLASS],
  ["H", inverseClass(BLANK_CLASS)],
  ["v", LINE_CLASS],
  ["V", inverseClass(LINE_CLASS)],
]);

/** By the name in \p{…}. */
export const POSIX_CLASSES: ReadonlyMap<string, JavaClass> = new Map([
  ["Lower", ascii("a-z")],
  ["Upper", ascii("A-Z")],
  ["ASCII", ascii("\u0000-\u007f")],
  ["Alpha", ascii("A-Za-z")],
  ["Digit", DIGIT_CLASS],
  ["Alnum", ascii("0-9A-Za-z")],
  ["Punct", ascii("!-/:-@[-`{-~")],
  ["Graph", ascii("!-~")],
  ["Print", ascii(" -~")],
  ["Blank", ascii(" \t")],
  ["Cntrl", ascii("\u0000-\u001f\u007f")],
  ["XDigit", ascii("0-9A-Fa-f")],
  ["Space", SPACE_CLASS],
]);

/** Whether \b sees a word on that side. */
export function isWordCharacter(code: number): boolean {
  return hasCharacter(WORD_CLASS.set, code);
}
