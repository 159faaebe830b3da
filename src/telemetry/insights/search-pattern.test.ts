// Searches that begin where the text does what the expression begins with.
import { expect, test } from "vitest";
import { compileSearch } from "./search-pattern.ts";

function foundIn(source: string, text: string): string | null {
  const pattern = compileSearch(source);
  if ("problem" in pattern) throw new Error(`Cannot compile: ${pattern.problem}`);
  const from = pattern.firstIn(text);
  const slots = from === -1 ? null : pattern.find(text, from);
  return slots === null ? null : text.slice(slots[0], slots[1]);
}

test.for([
  ["status=5\\d\\d", "status=200 status=502", "status=502"],
  ["status=5\\d\\d", "stat=502", null],
  ["abc*d", "xabd", "abd"],
  ["abc?", "ab", "ab"],
  ["ab{2}", "abb", "abb"],
  ["a\\.*b", "ab", "ab"],
  ["a\\.b+", "a.bb", "a.bb"],
  ["ab|cd", "cd", "cd"],
  ["(?i)ab.", "ABc", "ABc"],
  ["a\\b.", "ab a!", "a!"],
  ["^ab.", "xabc", null],
  ["", "x", ""],
] as const)("%s in %j", ([source, text, expected]) => {
  expect(foundIn(source, text)).toBe(expected);
});

test("firstIn() knows at once that a text cannot match", () => {
  const pattern = compileSearch("error: \\d+");
  expect("problem" in pattern ? null : pattern.firstIn("warning: 7")).toBe(-1);
});
