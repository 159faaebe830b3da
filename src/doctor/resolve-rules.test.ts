import { expect, test } from "vitest";
import { everyRule, resolveRules } from "./resolve-rules.ts";

test("resolveRules() takes codes and names without regard to case", () => {
  const wanted = ["pst101", "PST301", "Plain-HTTP-to-TLS-listener"];
  expect([...resolveRules(wanted)]).toEqual(["PST101", "PST301"]);
});

test("resolveRules() refuses what is no rule", () => {
  expect(() => resolveRules(["PST999"])).toThrow(/^Cannot find rule "PST999": there are .*PST301/);
});

test("everyRule() is in order of code, each once", () => {
  const codes = everyRule().map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].toSorted());
});
