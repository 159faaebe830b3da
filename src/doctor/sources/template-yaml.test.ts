import { expect, test } from "vitest";
import { TemplatePositions } from "./template-positions.ts";
import { parseYamlWithPositions, YAML_DEPTH_MAX, YamlProblem } from "./template-yaml.ts";

function read(text: string): unknown {
  return parseYamlWithPositions(text, new TemplatePositions(text));
}

test.for<[string, unknown]>([
  ["!Ref A", { Ref: "A" }],
  ["!Condition C", { Condition: "C" }],
  ["!GetAtt A.B.C", { "Fn::GetAtt": ["A", "B.C"] }],
  ["!GetAtt [A, B]", { "Fn::GetAtt": ["A", "B"] }],
  ["!Sub '${A}/b'", { "Fn::Sub": "${A}/b" }],
  ["!Join ['-', [a, !Ref B]]", { "Fn::Join": ["-", ["a", { Ref: "B" }]] }],
  ["!If [C, a, !Ref AWS::NoValue]", { "Fn::If": ["C", "a", { Ref: "AWS::NoValue" }] }],
  ["!FindInMap [M, a, b]", { "Fn::FindInMap": ["M", "a", "b"] }],
  ["!Select [0, !Split [',', 'a,b']]", { "Fn::Select": [0, { "Fn::Split": [",", "a,b"] }] }],
  ["!Base64\n  Fn::Sub: a", { "Fn::Base64": { "Fn::Sub": "a" } }],
  ["!Not [!Equals [a, b]]", { "Fn::Not": [{ "Fn::Equals": ["a", "b"] }] }],
  ["!!str 8", "8"],
])("parseYamlWithPositions() reads %s", ([text, value]) => {
  expect(read(`a: ${text}`)).toEqual({ a: value });
});

test("parseYamlWithPositions() keeps the place of the key that leads to an object", () => {
  const text = "Resources:\n  A:\n    B: !If [C, { d: 1 }, 2]\n";
  const positions = new TemplatePositions(text);
  const root = parseYamlWithPositions(text, positions) as {
    Resources: { A: { B: { "Fn::If": unknown[] } } };
  };
  expect(positions.of(root.Resources.A)).toEqual({ line: 2, column: 3 });
  expect(positions.of(root.Resources.A.B)).toEqual({ line: 3, column: 5 });
  expect(positions.of(root.Resources.A.B["Fn::If"][1])).toEqual({ line: 3, column: 16 });
});

test("parseYamlWithPositions() writes aliases and merges out", () => {
  expect(read("a: &x { b: 1, c: 2 }\nd: *x\ne: { <<: *x, c: 3 }")).toEqual({
    a: { b: 1, c: 2 },
    d: { b: 1, c: 2 },
    e: { b: 1, c: 3 },
  });
});

test("parseYamlWithPositions() refuses aliases that stand for too much", () => {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
  for (let index = 1; index <= 6; index++) {
    lines.push(`a${index}: &a${index} [${`*a${index - 1},`.repeat(9)} *a${index - 1}]`);
  }
  expect(() => read(lines.join("\n"))).toThrow("it stands for more than 200000 values");
});

test("parseYamlWithPositions() refuses an alias to what it stands in", () => {
  expect(() => read("a: &x [*x]")).toThrow(YamlProblem);
});

test.for([YAML_DEPTH_MAX + 2, 50_000])(
  "parseYamlWithPositions() goes no deeper than its limit: %i levels",
  (depth) => {
    expect(() => read("[".repeat(depth) + "]".repeat(depth))).toThrow("deeper than 200 levels");
  },
);
