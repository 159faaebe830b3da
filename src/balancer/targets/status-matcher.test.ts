import { expect, test } from "vitest";
import { StatusMatcher } from "./status-matcher.ts";

test.for([
  ["200", [200], [199, 201, 404]],
  ["200,202", [200, 202], [201]],
  ["200-299", [200, 250, 299], [199, 300]],
  ["200-204, 301,400-499", [204, 301, 400, 499], [205, 302, 500]],
] as const)("StatusMatcher of %j matches what it names and nothing else", ([text, yes, no]) => {
  const matcher = new StatusMatcher(text);
  expect(yes.filter((status) => !matcher.matches(status))).toEqual([]);
  expect(no.filter((status) => matcher.matches(status))).toEqual([]);
});

test("StatusMatcher of what is no code matches nothing", () => {
  expect(new StatusMatcher("ok").matches(200)).toBe(false);
});
