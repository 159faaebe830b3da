import { expect, test } from "vitest";
import { DISTANT, IDENTICAL, SAME_LETTERS, similarity } from "./desync-similarity.ts";

const REFERENCE = "content-length";

test.for([
  ["content-length", IDENTICAL],
  ["CONTENT-LENGTH", IDENTICAL],
  ["content_length", SAME_LETTERS],
  ["content\x80length", SAME_LETTERS],
  ["content- length", SAME_LETTERS],
  ["c o n t e n t-length", SAME_LETTERS],
  ["content-length ", SAME_LETTERS],
  [" content-length", SAME_LETTERS],
  ["...content---length...", SAME_LETTERS],
  ["content-length:", SAME_LETTERS],
  // The byte that stands for the hyphen may be anything, a letter too.
  ["contentxlength", SAME_LETTERS],
  // Letters that are missing at the end, with marks instead: nothing is left that tells it apart.
  ["content-lengt_", SAME_LETTERS],
  ["contentlength", DISTANT],
  ["content-lengths", DISTANT],
  ["content-length0", DISTANT],
  ["xcontent-length", DISTANT],
  ["0content-length", DISTANT],
  ["content-lengtg", DISTANT],
  ["con-tent-length", DISTANT],
  ["_______________", DISTANT],
  ["", DISTANT],
  ["content-typexx", DISTANT],
] as const)("similarity() of %j is %i", ([name, expected]) => {
  expect(similarity(REFERENCE, name)).toBe(expected);
});
