// What the parsers of regular expressions make and the program writer reads: a tree without names or captures of
// its own meaning. Pure types.
import type { CharacterSet, WideRanges } from "./regex-character-set.ts";

/** Conditions on a place in the text, which read no character. */
export type RegexAssertion =
  | "start"
  | "end"
  | "line-start"
  | "line-end"
  | "final-end"
  | "word-boundary"
  | "no-word-boundary";

export type RegexNode =
  | { readonly type: "set"; readonly set: CharacterSet; readonly wide: WideRanges }
  /** Holds where the next character is none of the set. */
  | { readonly type: "not-next"; readonly set: CharacterSet; readonly wide: WideRanges }
  | { readonly type: RegexAssertion | "empty" }
  | { readonly type: "sequence" | "choice"; readonly parts: readonly RegexNode[] }
  | { readonly type: "capture"; readonly part: RegexNode; readonly group: number }
  | {
      readonly type: "repeat";
      readonly part: RegexNode;
      readonly min: number;
      readonly max: number;
      readonly isLazy: boolean;
    };

export const EMPTY_NODE: RegexNode = { type: "empty" };
