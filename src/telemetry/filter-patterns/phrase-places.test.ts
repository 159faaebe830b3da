import { expect, test } from "vitest";
import { LogMessage } from "./log-message.ts";
import { somePlace } from "./phrase-places.ts";
import { parseTermPattern } from "./term-pattern.ts";

function placesOf(text: string, phrase: string): number[] {
  const places: number[] = [];
  somePlace(text, phrase, (place) => {
    places.push(place);
    return false;
  });
  return places;
}

test.each([
  ["aaaa", "aa", [0, 1, 2]],
  ["abababc", "ababc", [2]],
  ["abcabcab", "abcab", [0, 3]],
  ["abc", "abcd", []],
])("somePlace() finds all of %s's places of %s", (text, phrase, places) => {
  expect(placesOf(text, phrase)).toEqual(places);
});

test("somePlace() stops at the first that is wanted", () => {
  expect(somePlace("aaaa", "a", (place) => place === 2)).toBe(true);
});

test("parseTermPattern() finds a whole word behind many that are none", () => {
  const { matches } = parseTermPattern("ab");
  expect(matches(new LogMessage(`${"abc ".repeat(100)}ab`))).toBe(true);
  expect(matches(new LogMessage(`${"abc ".repeat(100)}abc`))).toBe(false);
});

test("parseTermPattern() reads a message made of its word in time that grows with its length", () => {
  const { matches } = parseTermPattern("a".repeat(100_000));
  const startedAtMs = performance.now();
  expect(matches(new LogMessage("a".repeat(1_000_000)))).toBe(false);
  // The product of the lengths would take minutes.
  expect(performance.now() - startedAtMs).toBeLessThan(10_000);
});
