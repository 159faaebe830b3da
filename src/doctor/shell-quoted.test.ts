import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { alwaysQuoted, shellQuoted } from "./shell-quoted.ts";

test.for(["prod", "$default", "it's", '[{"op":"replace"}]', "https://a/{id}?x=1&y=2", ""])(
  "shellQuoted(%j) is read by a shell as that one word",
  (text) => {
    const script = `printf %s ${shellQuoted(text)}`;
    expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(text);
  },
);

test.for(["prod", "", "a'$(id)'"])("alwaysQuoted(%j) is that text as a part of a word", (text) => {
  const script = `printf %s Key=${alwaysQuoted(text)}`;
  expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(`Key=${text}`);
});
