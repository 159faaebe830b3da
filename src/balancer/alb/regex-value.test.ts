import { describe, expect, it } from "vitest";
import { REGEX_INSTRUCTIONS_MAX } from "../../base/regex-program.ts";
import { compileRegexValue } from "./regex-value.ts";

function compile(text: string, ignoreCase = false) {
  const problems: string[] = [];
  return {
    pattern: compileRegexValue(text, ignoreCase, (problem) => problems.push(problem)),
    problems,
  };
}

describe(compileRegexValue, () => {
  const EXPRESSIONS = [
    "^/api/v[0-9]+/.*$",
    "^/a",
    "b$",
    "a|b|^$",
    "^(ab|cd)*e?$",
    "^a{2,3}$",
    "^a{2}b{0,1}$",
    "^a{2,}$",
    "^[^/]+$",
    "^[a-c\\-]+$",
    "^\\d+\\.\\w*$",
    "^(?:a|b)+?c$",
    "^(a*)*$",
    "a.c",
    "^[]a]+$",
    "^(|a)b$",
    "\\/x\\?y",
  ];
  const TEXTS = [
    "",
    "/api/v1/x",
    "/api/v/x",
    "/api/v22/",
    "/a",
    "a",
    "aa",
    "aaa",
    "aaaa",
    "aab",
    "b",
    "ab",
    "abcdab",
    "abe",
    "cde",
    "12.a",
    "1a",
    "abc",
    "a-b",
    "a]a",
    "ababc",
    "zabcz",
    "a\nc",
    "/x?y",
  ];

  it.for(EXPRESSIONS)("%s agrees with the language's own engine", (expression) => {
    const { pattern, problems } = compile(expression);
    expect(problems).toEqual([]);
    // "[]a]" means "]" or "a" in POSIX and RE2; JavaScript wants the bracket escaped.
    const own = new RegExp(expression.replace("[]", "[\\]"));
    for (const text of TEXTS) expect(pattern.matches(text), text).toBe(own.test(text));
  });

  it("gives the same answer when it is used again", () => {
    const { pattern } = compile("^(ab)+$");
    for (const _ of [1, 2, 3]) {
      expect(pattern.matches("abab")).toBe(true);
      expect(pattern.matches("aba")).toBe(false);
    }
  });

  it("ignores case only when asked to", () => {
    expect(compile("^[a-c]X$", true).pattern.matches("Bx")).toBe(true);
    expect(compile("^[^a]$", true).pattern.matches("A")).toBe(false);
    expect(compile("^[a-c]X$").pattern.matches("Bx")).toBe(false);
  });

  it.for([
    ["^/api/v[12]", "/api/v"],
    ["^/a.b", "/a"],
    ["^ab*", "a"],
    ["^(ab)+c", "ab"],
    ["^a|b", ""],
    ["^(a|b)", ""],
    ["a", ""],
    ["^\\.x", ".x"],
  ] as const)("%s names the beginning %j that an index can use", ([expression, prefix]) => {
    expect(compile(expression).pattern.prefix).toBe(prefix);
  });

  it("names a beginning in lower case when case does not count", () => {
    expect(compile("^Ab[Aa]1[xy]", true).pattern.prefix).toBe("aba1");
    expect(compile("^A[Bb]").pattern.prefix).toBe("A");
  });

  it.for(["(a+)+$", "(a|a)*b", "(a|aa)+$", "([a-z]+)*!", "^(a?){64}(a){64}$"])(
    "%s takes steps in proportion to the text",
    (expression) => {
      const { pattern } = compile(expression);
      // Exponential in an engine that goes back: this line would not end.
      expect(pattern.matches(`${"a".repeat(4000)}c`)).toBe(false);
    },
  );

  it.for([
    ["(a", "missing )"],
    ["a)", "unmatched )"],
    ["[a", "missing ]"],
    ["*a", "nothing to repeat"],
    ["(?=a)", "unsupported group"],
    ["(a)\\1", "unsupported escape"],
    ["a{3,2}", "range out of order"],
    ["[z-a]", "range out of order"],
    ["a\\", "unsupported escape"],
    ["((((a{99}){99}){99}){99})", "too long"],
    ["(((){9999}){9999}){9999}", "too long"],
    ["(".repeat(40) + ")".repeat(40), "nested too deeply"],
    [`a{${REGEX_INSTRUCTIONS_MAX}}`, "too long"],
  ] as const)("%s cannot be used and matches nothing", ([expression, why]) => {
    const { pattern, problems } = compile(expression);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(why);
    expect(pattern.matches("a")).toBe(false);
  });
});
