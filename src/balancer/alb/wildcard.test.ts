import { describe, expect, it } from "vitest";
import { compileWildcard } from "./wildcard.ts";

describe(compileWildcard, () => {
  it.for<[value: string, text: string, fits: boolean]>([
    ["/img", "/img", true],
    ["/img", "/img/", false],
    ["/img", "/im", false],
    ["/img/*", "/img/", true],
    ["/img/*", "/img/a/b.png", true],
    ["/img/*", "/img", false],
    ["*", "", true],
    ["*", "anything/at all", true],
    ["**", "x", true],
    ["*.example.com", "a.example.com", true],
    ["*.example.com", "a.b.example.com", true],
    ["*.example.com", "example.com", false],
    ["/a?c", "/abc", true],
    ["/a?c", "/ac", false],
    ["/a?c", "/abbc", false],
    ["/*/x/*/y", "/1/x/2/y", true],
    ["/*/x/*/y", "/1/x/y", false],
    ["*ab*ab*", "abab", true],
    ["*ab*ab*", "abb", false],
    ["ab*ba", "aba", false],
    ["ab*ba", "abba", true],
    ["*?x?*", "0x1", true],
    ["*?x?*", "x1", false],
    ["a*?", "a", false],
    ["a*?", "ab", true],
    ["?", "", false],
    ["", "", true],
    ["", "a", false],
  ])("%j against %j: %j", ([value, text, fits]) => {
    expect(compileWildcard(value).matches(text)).toBe(fits);
  });

  it("takes a backslash as itself unless escapes are asked for", () => {
    expect(compileWildcard("a\\*").matches("a\\bc")).toBe(true);
    expect(compileWildcard("a\\*", true).matches("a*")).toBe(true);
    expect(compileWildcard("a\\*", true).matches("a\\bc")).toBe(false);
    expect(compileWildcard("a\\?", true).matches("a?")).toBe(true);
    expect(compileWildcard("a\\\\", true).matches("a\\")).toBe(true);
    expect(compileWildcard("a\\b", true).matches("a\\b")).toBe(true);
  });

  it("names the literals that an index can use", () => {
    expect(compileWildcard("/img/*.png")).toMatchObject({
      exact: null,
      prefix: "/img/",
      suffix: ".png",
    });
    expect(compileWildcard("/a?b")).toMatchObject({ exact: null, prefix: "/a", suffix: "b" });
    expect(compileWildcard("/a")).toMatchObject({ exact: "/a" });
    expect(compileWildcard("*")).toMatchObject({ exact: null, prefix: "", suffix: "" });
  });

  it("agrees with a plain definition on every short value and text", () => {
    const alphabet = ["a", "b", "*", "?"];
    const fits = (value: string, text: string): boolean => {
      if (value === "") return text === "";
      if (value[0] === "*") {
        return fits(value.slice(1), text) || (text !== "" && fits(value, text.slice(1)));
      }
      return (
        text !== "" &&
        (value[0] === "?" || value[0] === text[0]) &&
        fits(value.slice(1), text.slice(1))
      );
    };
    const words = (letters: string[], length: number): string[] =>
      length === 0
        ? [""]
        : words(letters, length - 1).flatMap((w) => [w, ...letters.map((l) => w + l)]);
    const texts = [...new Set(words(["a", "b"], 4))];
    for (const value of new Set(words(alphabet, 4))) {
      const pattern = compileWildcard(value);
      for (const text of texts) {
        expect(pattern.matches(text), `${value} against ${text}`).toBe(fits(value, text));
      }
    }
  });
});
