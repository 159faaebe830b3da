import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { createDeployment } from "../apigateway/create-deployment.ts";
import { createDocumentationVersion } from "../apigateway/create-documentation-version.ts";
import { getDocumentationParts } from "../apigateway/get-documentation-parts.ts";
import { getExport } from "../apigateway/get-export.ts";
import { importRestApi } from "../apigateway/import-rest-api.ts";

const DOCUMENT = {
  openapi: "3.0.1",
  info: { title: "pets", version: "1", contact: { email: "pets@shop.example" } },
  tags: [{ name: "pet", description: "Animals" }],
  paths: {
    "/pets/{petId}": {
      summary: "One pet",
      get: {
        tags: ["pet"],
        summary: "Find a pet",
        description: "By its id",
        parameters: [
          {
            name: "petId",
            in: "path",
            description: "Of the pet",
            required: true,
            schema: { type: "string" },
          },
        ],
        responses: {
          "200": {
            description: "The pet",
            headers: { "X-Age": { description: "In years", schema: { type: "string" } } },
            content: {},
          },
          "404": { description: "404 response", content: {} },
        },
        "x-amazon-apigateway-integration": { type: "mock" },
      },
    },
  },
};

async function importedParts(bed: OperationTestBed, body: Uint8Array, ignore?: string) {
  const { id: restApiId = "" } = await bed.run(importRestApi, {
    body,
    ...(ignore !== undefined && { parameters: { ignore } }),
  });
  const { items = [] } = await bed.run(getDocumentationParts, { restApiId, limit: 500 });
  const parts = items.map(({ location, properties }) => ({ location, properties }));
  const keyOf = (part: object) => JSON.stringify(part);
  return { restApiId, parts: parts.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) };
}

test("importRestApi() makes documentation parts of what a document says in OpenAPI's own places", async () => {
  const bed = new OperationTestBed();
  const { parts } = await importedParts(bed, Buffer.from(JSON.stringify(DOCUMENT)));
  const method = { path: "/pets/{petId}", method: "GET" };
  const saidOf = (location: object, properties: object) => ({
    location,
    properties: JSON.stringify(properties),
  });
  expect(parts).toHaveLength(6);
  expect(parts).toEqual(
    expect.arrayContaining([
      saidOf({ type: "API" }, { info: { contact: DOCUMENT.info.contact }, tags: DOCUMENT.tags }),
      saidOf({ type: "RESOURCE", path: "/pets/{petId}" }, { summary: "One pet" }),
      saidOf(
        { type: "METHOD", ...method },
        { tags: ["pet"], summary: "Find a pet", description: "By its id" },
      ),
      saidOf({ type: "PATH_PARAMETER", ...method, name: "petId" }, { description: "Of the pet" }),
      saidOf({ type: "RESPONSE", ...method, statusCode: "200" }, { description: "The pet" }),
      saidOf(
        { type: "RESPONSE_HEADER", ...method, statusCode: "200", name: "X-Age" },
        { description: "In years" },
      ),
    ]),
  );
});

test("importRestApi() with ignore=documentation makes no documentation parts", async () => {
  const bed = new OperationTestBed();
  const body = Buffer.from(JSON.stringify(DOCUMENT));
  expect((await importedParts(bed, body, "documentation")).parts).toEqual([]);
});

test("getExport() writes the documentation of the stage's version back into its places", async () => {
  const bed = new OperationTestBed();
  const { restApiId, parts } = await importedParts(bed, Buffer.from(JSON.stringify(DOCUMENT)));
  const stage = { restApiId, stageName: "prod" };
  await bed.run(createDeployment, stage);
  await bed.run(createDocumentationVersion, { ...stage, documentationVersion: "v1" });
  const exported = await bed.run(getExport, {
    ...stage,
    exportType: "oas30",
    parameters: { extensions: "integrations,documentation" },
  });
  const bytes = exported.body as Uint8Array;
  const document = JSON.parse(Buffer.from(bytes).toString()) as typeof DOCUMENT;
  expect(document.info).toEqual(DOCUMENT.info);
  expect(document.tags).toEqual(DOCUMENT.tags);
  const get = DOCUMENT.paths["/pets/{petId}"].get;
  expect(document.paths["/pets/{petId}"]).toMatchObject({
    summary: "One pet",
    get: { ...get, "x-amazon-apigateway-integration": expect.anything() },
  });
  expect((await importedParts(bed, bytes)).parts).toEqual(parts);
  const bare = await bed.run(getExport, { ...stage, exportType: "oas30" });
  expect(Buffer.from(bare.body as Uint8Array).toString()).not.toContain("Find a pet");
});
