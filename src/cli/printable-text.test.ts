import { expect, test } from "vitest";
import { printableText } from "./printable-text.ts";

test.each([
  ["a colour", "\u001b[31mred", "?[31mred"],
  ["hidden text", "\u001b[8m", "?[8m"],
  ["a control of one byte", "\u009b2J", "?2J"],
  ["a line of its own", "a\r\nb", "a??b"],
  ["what turns the order of letters round", "a\u202eb\u2066", "a?b?"],
])("printableText() takes %s from the terminal", (_what, text, shown) => {
  expect(printableText(text)).toBe(shown);
});

test("printableText() leaves letters and drawings as they are", () => {
  expect(printableText("│ ● grüße → 日本")).toBe("│ ● grüße → 日本");
});
