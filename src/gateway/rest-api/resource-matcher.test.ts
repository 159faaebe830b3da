import { expect, test } from "vitest";
import type { RestMethodSnapshot } from "../../store/snapshots.ts";
import { pathParameters, ResourceMatcher } from "./resource-matcher.ts";

function matcherOf(...keys: string[]): (method: string, path: string) => string | null {
  const methods = keys.map((key) => {
    const [httpMethod = "", resourcePath = ""] = key.split(" ");
    return { httpMethod, resourcePath } as RestMethodSnapshot;
  });
  const matcher = new ResourceMatcher(methods);
  return (method, path) => {
    const found = matcher.match(method, path);
    return found === null ? null : `${found.httpMethod} ${found.resourcePath}`;
  };
}

test.for([
  ["GET", "/", "GET /"],
  ["GET", "/pets", "GET /pets"],
  ["GET", "/pets/", "GET /pets"],
  ["POST", "/pets", "ANY /pets"],
  ["GET", "/pets/special", "GET /pets/special"],
  ["GET", "/pets/sp%65cial", "GET /pets/special"],
  ["GET", "/pets/7", "GET /pets/{id}"],
  ["GET", "/pets/special/toys", "GET /pets/{id}/toys"],
  ["GET", "/pets/7/toys/2", "ANY /{proxy+}"],
  ["GET", "/cats", "ANY /{proxy+}"],
  ["DELETE", "/pets/7", null],
] as const)("ResourceMatcher gives %s %s to %s", ([method, path, expected]) => {
  const match = matcherOf(
    "GET /",
    "GET /pets",
    "ANY /pets",
    "GET /pets/special",
    "GET /pets/{id}",
    "GET /pets/{id}/toys",
    "ANY /{proxy+}",
  );
  expect(match(method, path)).toBe(expected);
});

test("a greedy variable takes at least one part", () => {
  const match = matcherOf("ANY /files/{path+}");
  expect(match("GET", "/files")).toBeNull();
  expect(match("GET", "/files/")).toBeNull();
  expect(match("GET", "/files/a/b")).toBe("ANY /files/{path+}");
});

test("a resource without methods takes nothing, so that a greedy one does", () => {
  const match = matcherOf("GET /pets/toys/all", "ANY /{proxy+}");
  expect(match("GET", "/pets/toys")).toBe("ANY /{proxy+}");
});

test("pathParameters() decodes what each variable stands for", () => {
  const values = pathParameters("/pets/{id}/{rest+}", "/pets/a%20b/c/d%2Fe");
  expect([...values]).toEqual([
    ["id", "a b"],
    ["rest", "c/d/e"],
  ]);
  expect(pathParameters("/pets", "/pets").size).toBe(0);
  expect([...pathParameters("/{id}", "/%zz")]).toEqual([["id", "%zz"]]);
});
