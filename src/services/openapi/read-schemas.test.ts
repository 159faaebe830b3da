import { expect, test } from "vitest";
import { ImportReport } from "./import-report.ts";
import { OpenApiDocument } from "./openapi-document.ts";
import { prettyJson } from "./pretty-json.ts";
import { SchemaReader } from "./read-schemas.ts";

function read(schemas: object): SchemaReader {
  const document = new OpenApiDocument({ components: { schemas } }, 3);
  return new SchemaReader(document, "api", new ImportReport());
}

test("models leave out what OpenAPI adds to JSON Schema, but no property of that name", () => {
  const [model] = read({
    Pet: {
      type: "object",
      example: { x: 1 },
      discriminator: { propertyName: "kind" },
      "x-internal": true,
      properties: {
        example: { type: "string", readOnly: true, nullable: true, example: "a" },
        kind: { enum: [{ example: 1 }], default: { xml: 1 } },
      },
    },
  }).models;
  expect(JSON.parse(model?.schema ?? "")).toEqual({
    type: "object",
    properties: {
      example: { type: "string" },
      kind: { enum: [{ example: 1 }], default: { xml: 1 } },
    },
  });
});

test("modelOf() gives the same inline schema the same name, in every API", () => {
  const schema = { type: "array", items: { $ref: "#/components/schemas/Pet" } };
  const first = read({ Pet: {} });
  const name = first.modelOf(schema, "application/json");
  expect(name).toMatch(/^MODEL[0-9a-f]{6}$/);
  expect(first.modelOf(structuredClone(schema), "application/json")).toBe(name);
  expect(first.models.map((model) => model.name)).toEqual(["Pet", name]);
  const document = new OpenApiDocument({ components: { schemas: { Pet: {} } } }, 3);
  const other = new SchemaReader(document, "other", new ImportReport());
  expect(other.modelOf(schema, "application/json")).toBe(name);
});

test("modelOf() warns of a reference to nothing", () => {
  const report = new ImportReport();
  const reader = new SchemaReader(new OpenApiDocument({}, 3), "api", report);
  expect(reader.modelOf({ $ref: "#/components/schemas/No" }, "application/json")).toBeUndefined();
  expect(report.warnings).toEqual(["Reference to model 'No' not found. Ignoring."]);
});

test("prettyJson() writes as API Gateway does, and parses as the same", () => {
  const value = { a: [1, { b: null }, []], c: {}, d: 'x"', e: undefined };
  const text = prettyJson(value);
  expect(text).toBe(`{
  "a" : [ 1, {
    "b" : null
  }, [ ] ],
  "c" : { },
  "d" : "x\\""
}`);
  expect(JSON.parse(text)).toEqual({ a: [1, { b: null }, []], c: {}, d: 'x"' });
});
