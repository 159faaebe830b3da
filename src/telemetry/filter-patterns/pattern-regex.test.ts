// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html
import { describe, expect, it, test } from "vitest";
import { PatternRegex } from "./pattern-regex.ts";

describe("PatternRegex.search()", () => {
  test.for<[string, string[], string[]]>([
    ["^[hc]at", ["hat", "cat fish"], ["bat", "a cat"]],
    ["[hc]at$", ["hat", "my cat", "cat\n"], ["cats", "cat\n\n"]],
    ["colou?r", ["color", "colour"], ["colr"]],
    ["[abcx-z]", ["a", "y"], ["d"]],
    ["^a{3,5}$", ["aaa", "aaaaa"], ["aa", "aaaaaa"]],
    ["^a{,2}$", ["", "aa"], ["aaa"]],
    ["^a{2,}$", ["aa", "aaaaaaa"], ["a"]],
    ["^a{1, 2}$", ["a", "aa"], ["aaa"]],
    ["gra|ey", ["gray", "grey"], ["gry"]],
    [
      "^starting|^initializing|^shutting down",
      ["starting x", "shutting down"],
      ["skipping initializing"],
    ],
    ["abcc|ab[^c]$", ["abcc x", "aba"], ["aac"]],
    [String.raw`\[.\]`, ["[a]", "[]]", "[ ]"], ["[]"]],
    [String.raw`10\.10\.0\.1`, ["10.10.0.1"], ["10010,051"]],
    ["10.10.0.1", ["10010,051"], ["1010"]],
    ["ab*c", ["ac", "abbbc"], ["ab"]],
    ["ab+c", ["abc"], ["ac"]],
    [".at", ["hat", " at", "€at"], ["at", "\nat"]],
    [String.raw`^\d\D\s\S\w\W$`, ["1a bc-", "1€ é_."], ["aa bc-"]],
    [String.raw`\x3A\x28`, ["a:(b"], ["a(b"]],
    [String.raw`[\x41-B]`, ["A", "B"], ["C", "x"]],
    ["[^a]", ["€", "b"], ["a", ""]],
  ])("%s", ([expression, matching, others]) => {
    const regex = new PatternRegex(expression);
    expect(matching.filter((text) => !regex.search(text))).toEqual([]);
    expect(others.filter((text) => regex.search(text))).toEqual([]);
  });

  test.for(["", "(a)", "a!", "é", String.raw`\b`, String.raw`\1`, "[a", "*a", "a{3,2}", "a\\"])(
    "refuses %s",
    (expression) => {
      expect(() => new PatternRegex(expression)).toThrow("Invalid filter pattern");
    },
  );

  it("reads a hostile text once", () => {
    const regex = new PatternRegex("a*a*a*a*a*a*a*a*a*a*b");
    const text = "a".repeat(200_000);
    expect(regex.search(text)).toBe(false);
    expect(regex.search(`${text}b`)).toBe(true);
  });

  it("forgets states and goes on where an expression has many", () => {
    const regex = new PatternRegex("a[ab]{12}c");
    let text = "";
    for (let i = 0; i < 5000; i++) text += (i * 7919) % 13 < 6 ? "a" : "b";
    expect(regex.search(text)).toBe(false);
    expect(regex.search(`${text}abbbbbbbbbbbbc`)).toBe(true);
  });
});
