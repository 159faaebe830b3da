import fc from "fast-check";
import { expect, test } from "vitest";
import { JSON_DEPTH_MAX, JsonProblem, parseJsonWithPositions } from "./template-json.ts";
import { TemplatePositions } from "./template-positions.ts";

function read(text: string): unknown {
  return parseJsonWithPositions(text, new TemplatePositions(text));
}

test("parseJsonWithPositions() reads what JSON.parse reads", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(read(text)).toEqual(JSON.parse(text));
    }),
  );
});

test("parseJsonWithPositions() keeps the place of the key that leads to an object", () => {
  const text = '{\n  "a": {\n    "b\\"": [1, {}]\n  }\n}';
  const positions = new TemplatePositions(text);
  const root = parseJsonWithPositions(text, positions) as { a: { 'b"': [number, object] } };
  expect(positions.of(root)).toEqual({ line: 1, column: 1 });
  expect(positions.of(root.a)).toEqual({ line: 2, column: 3 });
  expect(positions.of(root.a['b"'])).toEqual({ line: 3, column: 5 });
  expect(positions.of(root.a['b"'][1])).toEqual({ line: 3, column: 16 });
  expect(positions.of(7)).toBeUndefined();
});

test.for<[string, number]>([
  ['{"a" 1}', 5],
  ['{"a":1,}', 7],
  ['["a" "b"]', 5],
  ['{"a":tru}', 5],
  ['{"a":1}}', 7],
  ['{"a', 1],
  ['{"a\\', 1],
  ['{"\\x":1}', 1],
  ["{", 1],
  ["", 0],
])("parseJsonWithPositions() refuses %s at its offset", ([text, offset]) => {
  expect(() => read(text)).toThrow(JsonProblem);
  expect(() => read(text)).toThrow(expect.objectContaining({ offset }));
});

test("parseJsonWithPositions() goes no deeper than its limit", () => {
  const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
  expect(read(nested(JSON_DEPTH_MAX + 1))).toBeDefined();
  expect(() => read(nested(JSON_DEPTH_MAX + 2))).toThrow("it is deeper than 200 levels");
});

test("parseJsonWithPositions() takes __proto__ for a key like any other", () => {
  const value = read('{"__proto__": {"polluted": true}}') as object;
  expect(Object.hasOwn(value, "__proto__")).toBe(true);
  expect("polluted" in value).toBe(false);
});
