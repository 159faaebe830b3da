import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileJavaRegex, type JavaPattern } from "./java-pattern.ts";

function pattern(text: string): JavaPattern {
  const compiled = compileJavaRegex(text);
  if ("problem" in compiled) throw new Error(`Cannot compile: ${compiled.problem}`);
  return compiled;
}

describe("matches()", () => {
  it.for([
    ["4\\d{2}", "404", true],
    ["4\\d{2}", "4040", false],
    ["", "", true],
    ["", "200", false],
    ["4|5", "5", true],
    ["a\\\\\\.b", "a\\.b", true],
    ["a-b", "a-bc", false],
    [".*Not Found.*", "Resource Not Found!", true],
    [".*Not Found.*", "line\nNot Found", false],
    ["(?s).*Not Found.*", "line\nNot Found", true],
    ["[\\s\\S]*Not Found[\\s\\S]*", "line\nNot Found\n", true],
    ["(?i)ERROR: .+", "Error: x", true],
    ["(?i:e)RROR", "eRROR", true],
    ["(?i:e)RROR", "error", false],
    ["a(?i)b|c", "aB", true],
    ["\\Q[x]*\\E", "[x]*", true],
    ["\\Qab\\E+", "abbb", true],
    ["^200$", "200", true],
    ["200$\\n", "200\n", true],
    ["(?m)a$\\n^b", "a\nb", true],
    ["[a-c&&[^b]]", "b", false],
    ["[a-c&&[^b]]", "c", true],
    ["[a[x-z]]", "y", true],
    ["[^€]", "€", false],
    ["[^a]", "€", true],
    ["é€\\u0041\\x41\\0101", "é€AAA", true],
    ["\\p{Alpha}\\p{Digit}\\P{Upper}", "a1b", true],
    ["\\bfoo\\b.*", "foo bar", true],
    ["a*+a", "aaa", false],
    ["a*+b", "aab", true],
    ["a?+a", "a", false],
    ["a{1,2}+a", "aaa", true],
    ["a{1,2}+a", "aa", false],
    ["(?<code>5\\d\\d)", "503", true],
    ["(?x) a b # c", "ab", true],
    [".", "\r", false],
    ["\\h\\v", " \n", true],
  ] as const)("%j on %j gives %j", ([expression, text, expected]) => {
    expect(pattern(expression).matches(text)).toBe(expected);
  });

  it.for(["(a+)+$", "(a|a)*b", "(a|aa)+", "([a-z]+)*!", "(a?){64}(a){64}", "(.*)*x", "(.*.*.*)x"])(
    "%s takes time in proportion to the text",
    (expression) => {
      expect(pattern(expression).matches(`${"a".repeat(4000)}c`)).toBe(false);
    },
  );

  it("gives up on a text that would take too long", () => {
    expect(pattern("(x|y){100}.*").matches("x".repeat(2_000_000))).toBe(false);
  });

  it("agrees with the language's own engine on what both can say", () => {
    const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "\\d", "(a|b)", "(?:ab)", "(a*)");
    const expression = fc
      .array(fc.tuple(atom, fc.constantFrom("", "*", "+", "?", "{1,2}", "*?", "??")), {
        maxLength: 5,
      })
      .map((parts) => parts.map(([one, quantifier]) => one + quantifier).join(""));
    const text = fc.array(fc.constantFrom("a", "b", "1", "\n"), { maxLength: 8 });
    fc.assert(
      fc.property(expression, text, (source, characters) => {
        const subject = characters.join("");
        const own = new RegExp(source);
        const compiled = pattern(source);
        expect(compiled.matches(subject)).toBe(new RegExp(`^(?:${source})$`).test(subject));
        const found = compiled.find(subject, 0);
        const match = own.exec(subject);
        expect(found === null ? null : subject.slice(found[0], found[1])).toBe(match?.[0] ?? null);
        expect(found === null ? null : found[0]).toBe(match?.index ?? null);
      }),
      { numRuns: 300 },
    );
  });
});

describe("find()", () => {
  it("finds a text that is nothing but itself", () => {
    expect(pattern("a\\.b").find("xa.ba.b", 2)).toEqual([4, 7]);
    expect(pattern("a\\.b").find("aXb", 0)).toBeNull();
    expect(pattern("").find("ab", 1)).toEqual([1, 1]);
  });

  it("gives the places of groups", () => {
    expect(pattern("(\\w+)@(\\w+)(x)?").find("to: ab@cd!", 0)).toEqual([4, 9, 4, 6, 7, 9, -1, -1]);
  });

  it("prefers what the quantifiers prefer", () => {
    expect(pattern("a+?").find("aaa", 0)?.slice(0, 2)).toEqual([0, 1]);
    expect(pattern("a+").find("aaa", 1)?.slice(0, 2)).toEqual([1, 3]);
    expect(pattern("a|ab").find("ab", 0)?.slice(0, 2)).toEqual([0, 1]);
  });
});

describe(compileJavaRegex, () => {
  it.for([
    ["(?=a)", "look-around"],
    ["(?!a)", "look-around"],
    ["(?<=a)", "look-around"],
    ["(?<!a)", "look-around"],
    ["(?>a)", "atomic"],
    ["(ab)*+", "possessive"],
    ["(a)\\1", "back-references"],
    ["(?<x>a)\\k<x>", "back-references"],
    ["\\p{L}", "property"],
    ["(a", "missing )"],
    ["a)", "unmatched )"],
    ["[a", "missing ]"],
    ["*a", "nothing to repeat"],
    ["a{2,1}", "out of range"],
    ["a{9999}", "out of range"],
    ["a{x}", "illegal repetition"],
    ["\\y", "unsupported escape"],
    ["\\xZZ", "illegal escape"],
    ["(".repeat(40) + ")".repeat(40), "nested too deeply"],
    ["[".repeat(40), "nested too deeply"],
    ["((a{99}){99}){99}", "too long"],
    ["a".repeat(5000), "too long"],
  ] as const)("refuses %s and says why", ([expression, why]) => {
    const compiled = compileJavaRegex(expression);
    expect("problem" in compiled ? compiled.problem : "").toContain(why);
  });

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 20 }), (source, subject) => {
        const compiled = compileJavaRegex(source);
        const answer = "problem" in compiled ? compiled.problem : compiled.matches(subject);
        expect(["string", "boolean"]).toContain(typeof answer);
      }),
      { numRuns: 500 },
    );
  });
});
