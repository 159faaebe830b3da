import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { createModel } from "./create-model.ts";
import { createRestApi } from "./create-rest-api.ts";
import { deleteModel } from "./delete-model.ts";
import { modelReference } from "./model-schema.ts";

const contentType = "application/json";

function invalid(error: string): string {
  return `Invalid model specified: Validation Result: warnings : [], errors : [${error}]`;
}

const REFUSALS: [what: string, schema: string, message: string][] = [
  ["text that is no JSON", "{", invalid("Invalid model schema specified")],
  ["a list", "[]", invalid("Invalid model schema specified")],
  [
    "a reference that is not canonical",
    '{"items":{"$ref":"Pet"}}',
    invalid("Model reference must be in canonical form"),
  ],
  [
    "keywords that draft 4 does not have",
    '{"const":1,"properties":{"example":{"example":2}},"enum":[{"x":1}],"default":{"y":1}}',
    invalid('Invalid model schema specified. Unsupported keyword(s): ["const","example"]'),
  ],
  ["a list of nothing required", '{"required":[]}', invalid("Invalid model schema specified")],
  [
    "a length in quotes",
    '{"properties":{"a":{"maxLength":"35"}}}',
    invalid("Invalid model schema specified"),
  ],
  [
    "a schema that is too deep",
    '{"not":'.repeat(101) + "{}" + "}".repeat(101),
    invalid("Invalid model schema specified"),
  ],
];

test.for(REFUSALS)("createModel() refuses %s", async ([, schema, message]) => {
  const bed = new OperationTestBed();
  const { id: restApiId = "" } = await bed.run(createRestApi, { name: "models" });
  const input = { restApiId, name: "Bad", contentType, schema };
  expect(await bed.refusal(createModel, input)).toEqual(["BadRequestException", message]);
});

test("createModel() takes references within the schema and to models of the API", async () => {
  const bed = new OperationTestBed();
  const { id: restApiId = "" } = await bed.run(createRestApi, { name: "models" });
  const schema = JSON.stringify({
    definitions: { own: {} },
    allOf: [{ $ref: "#/definitions/own" }, { $ref: modelReference(restApiId, "Empty") }],
  });
  const model = await bed.run(createModel, { restApiId, name: "Fine", contentType, schema });
  expect(model.schema).toBe(schema);
  const [name, message] = await bed.refusal(deleteModel, { restApiId, modelName: "Empty" });
  expect(name).toBe("ConflictException");
  expect(message).toBe("Cannot delete model 'Empty', is referenced in model: Fine");
});
