import { describe, expect, it } from "vitest";
import { compileModel } from "./model-validation.ts";

const REFERENCE = "https://apigateway.amazonaws.com/restapis/abcdef1234/models/";

function validate(schema: unknown, body: string, others: Record<string, unknown> = {}) {
  const models: Record<string, string> = { Main: JSON.stringify(schema) };
  for (const [name, other] of Object.entries(others)) models[name] = JSON.stringify(other);
  return compileModel("Main", models).validate(body);
}

describe(compileModel, () => {
  it("accepts what conforms and everything for the model Empty", () => {
    expect(validate({ type: "object", required: ["x"] }, '{"x":1}')).toBeNull();
    const empty = { $schema: "http://json-schema.org/draft-04/schema#", title: "Empty Schema" };
    expect(validate({ ...empty, type: "object" }, '{"any":1}')).toBeNull();
  });

  it.for([
    [
      { required: ["y", "x", "z"] },
      '{"y":1}',
      '[object has missing required properties (["x","z"])]',
    ],
    [{ required: ["x"] }, "", '[object has missing required properties (["x"])]'],
    [
      { type: "object" },
      "[]",
      '[instance type (array) does not match any allowed primitive type (allowed: ["object"])]',
    ],
    [
      { type: ["integer", "null"] },
      "1.5",
      '[instance type (number) does not match any allowed primitive type (allowed: ["integer","null"])]',
    ],
    [
      { enum: ["dog", "cat"] },
      '"cow"',
      '[instance value ("cow") not found in enum (possible values: ["dog","cat"])]',
    ],
    [
      { minimum: 25 },
      "1",
      "[numeric instance is lower than the required minimum (minimum: 25, found: 1)]",
    ],
    [
      { maximum: 500, exclusiveMaximum: true },
      "500",
      "[numeric instance is not strictly lower than the required maximum 500]",
    ],
    [{ minLength: 2 }, '"a"', '[string "a" is too short (length: 1, required minimum: 2)]'],
    [{ pattern: "^a+$" }, '"b"', '[ECMA 262 regex "^a+$" does not match input string "b"]'],
    [
      { uniqueItems: true },
      '[{"a":1,"b":2},{"b":2,"a":1}]',
      "[array must not contain duplicate elements]",
    ],
    [
      { properties: { a: {} }, additionalProperties: false },
      '{"a":1,"c":1,"b":1}',
      '[object instance has properties which are not allowed by the schema: ["b","c"]]',
    ],
    [
      { oneOf: [{ type: "string" }, { type: "null" }] },
      "1",
      "[instance failed to match exactly one schema (matched 0 out of 2)]",
    ],
    [
      { maxItems: 1 },
      "[1,2]",
      "[array is too long: must have at most 1 elements but instance has 2 elements]",
    ],
    [{ type: "object" }, '{"a":', "[Invalid JSON]"],
    [
      { required: ["toString", "__proto__"] },
      "{}",
      '[object has missing required properties (["__proto__","toString"])]',
    ],
    [
      { properties: { a: { format: "email" } } },
      '{"a":"x"}',
      '[string "x" is invalid against requested format "email"]',
    ],
  ] as const)("%j refuses %s", ([schema, body, message]) => {
    expect(validate(schema, body)).toBe(message);
  });

  it("lists all that is wrong", () => {
    const schema = {
      required: ["name"],
      properties: { price: { type: "number", minimum: 25 }, type: { enum: ["dog"] } },
    };
    expect(validate(schema, '{"price":1,"type":"cow"}')).toBe(
      '[object has missing required properties (["name"]), ' +
        "numeric instance is lower than the required minimum (minimum: 25, found: 1), " +
        'instance value ("cow") not found in enum (possible values: ["dog"])]',
    );
  });

  it("follows references to other models, circular ones too", () => {
    const schema = { properties: { pet: { $ref: `${REFERENCE}Pet` } } };
    const pet = {
      id: "http://elsewhere/",
      type: "object",
      required: ["name"],
      properties: { child: { $ref: `${REFERENCE}Pet` }, name: { $ref: "#/definitions/name" } },
      definitions: { name: { type: "string" } },
    };
    expect(validate(schema, '{"pet":{"name":"a","child":{"name":"b"}}}', { Pet: pet })).toBeNull();
    expect(validate(schema, '{"pet":{"name":"a","child":{}}}', { Pet: pet })).toContain(
      "missing required",
    );
    expect(validate(schema, '{"pet":{"name":1}}', { Pet: pet })).toContain(
      "instance type (integer)",
    );
  });

  it("lets everything pass and says why when a model cannot be read", () => {
    const problems: string[] = [];
    const models = { Main: JSON.stringify({ $ref: `${REFERENCE}Gone` }) };
    const model = compileModel("Main", models, (problem) => problems.push(problem));
    expect(model.validate("{}")).toBeNull();
    expect(model.validate("{}")).toBeNull();
    expect(problems).toEqual(['Cannot find model "Gone"']);
  });

  it("takes look-ahead at the beginning apart", () => {
    const schema = { pattern: "^(?=.*[A-Z])(?=.*\\d)(?!.*\\s)[\\w ]{4,}$" };
    expect(validate(schema, '"Abc1"')).toBeNull();
    expect(validate(schema, '"abc1"')).toContain("ECMA 262");
    expect(validate(schema, '"Ab c1"')).toContain("ECMA 262");
    expect(validate(schema, '"Ab1"')).toContain("ECMA 262");
  });

  it("names expressions that it cannot run", () => {
    const problems: string[] = [];
    const models = { Main: JSON.stringify({ pattern: "(a)\\1" }) };
    const model = compileModel("Main", models, (problem) => problems.push(problem));
    expect(model.validate('"b"')).toBeNull();
    expect(problems).toEqual([expect.stringContaining("back-references")]);
  });

  it.for([
    [
      "an expression that goes back for ever elsewhere",
      { pattern: "^(a+)+$" },
      JSON.stringify(`${"a".repeat(50_000)}b`),
    ],
    [
      "many long texts",
      { items: { pattern: "^(a|aa)+$" } },
      JSON.stringify(Array.from({ length: 2000 }, () => `${"a".repeat(2000)}b`)),
    ],
    [
      "many elements",
      { uniqueItems: true },
      JSON.stringify([...Array.from({ length: 200_000 }, (_, i) => ({ i })), { i: 0 }]),
    ],
    ["many errors", { items: { type: "string" } }, `[${"1,".repeat(500_000)}1]`],
    [
      "a deep document",
      {
        $ref: "#/definitions/l",
        definitions: { l: { type: "array", items: { $ref: "#/definitions/l" } } },
      },
      `${"[".repeat(200_000)}1${"]".repeat(200_000)}`,
    ],
  ] as const)("%s is refused in time", ([_, schema, body]) => {
    const started = performance.now();
    expect(validate(schema, body)).toMatch(/^\[/);
    expect(performance.now() - started).toBeLessThan(6000);
  });
});
