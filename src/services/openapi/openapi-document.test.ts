import { expect, test } from "vitest";
import { basePathMode, pathPrefix } from "./base-path.ts";
import { OpenApiDocument, readDocument } from "./openapi-document.ts";

test.for([
  ['{"swagger":"2.0"}', 2],
  ["swagger: 2.0", 2],
  ['{"openapi":"3.0.3"}', 3],
  ['{"openapi":"3.1.0"}', 3],
  ['{"openapi":"4.0.0"}', undefined],
  ['{"swagger":"1.2"}', undefined],
  ["{}", undefined],
] as const)("readDocument() takes %s for version %s", async ([text, version]) => {
  expect((await readDocument(Buffer.from(text)))?.version).toBe(version);
});

test.for([
  [{ basePath: "/v1/" }, 2, "/v1"],
  [{ basePath: "/" }, 2, ""],
  [{}, 2, ""],
  [{ servers: [{ url: "https://api.example/v1/eu" }] }, 3, "/v1/eu"],
  [{ servers: [{ url: "https://api.example" }] }, 3, ""],
  [{ servers: [{ url: "/relative" }] }, 3, "/relative"],
  [
    {
      servers: [
        {
          url: "https://{host}/{basePath}",
          variables: { host: { default: "a.example" }, basePath: { default: "/prod" } },
        },
      ],
    },
    3,
    "/prod",
  ],
  [{ servers: [] }, 3, ""],
] as const)("basePath of %j in version %i is '%s'", ([root, version, expected]) => {
  expect(new OpenApiDocument(root, version).basePath).toBe(expected);
});

test("resolve() follows references within the document and gives up in a circle", () => {
  const root = {
    a: { $ref: "#/b~1c/d%20e" },
    "b/c": { "d e": { found: true } },
    x: { $ref: "#/y" },
    y: { $ref: "#/x" },
  };
  const document = new OpenApiDocument(root, 3);
  expect(document.resolve({ $ref: "#/a" })).toEqual({ found: true });
  expect(document.resolve({ $ref: "#/x" })).toEqual({});
  expect(document.resolve({ $ref: "#/nowhere/at/all" })).toEqual({});
  expect(document.resolve({ $ref: "#/constructor" })).toEqual({});
  expect(document.resolve({ $ref: "other.yaml#/a" })).toEqual({});
  expect(document.resolve("text")).toEqual({});
});

test.for([
  ["ignore", "/v1/eu", ""],
  ["prepend", "/v1/eu", "/v1/eu"],
  ["split", "/v1/eu", "/eu"],
  ["split", "/v1", ""],
  ["prepend", "", ""],
] as const)("pathPrefix() in mode %s of '%s' is '%s'", ([mode, basePath, expected]) => {
  expect(pathPrefix(basePath, mode)).toBe(expected);
});

test("basePathMode() knows its modes in any case", () => {
  expect(basePathMode("Prepend")).toBe("prepend");
  expect(basePathMode("other")).toBeUndefined();
});
