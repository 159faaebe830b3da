import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { shellQuoted } from "./shell-quoted.ts";

test.for(["prod", "$default", "it's", '[{"op":"replace"}]', "https://a/{id}?x=1&y=2", ""])(
  "shellQuoted(%j) is read by a shell as that one word",
  (text) => {
    const script = `printf %s ${shellQuoted(text)}`;
    expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(text);
  },
);
