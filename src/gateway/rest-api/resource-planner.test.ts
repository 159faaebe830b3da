import { expect, test } from "vitest";
import { restMethod } from "./kept-rest-api-fixture.ts";
import { planResource } from "./resource-planner.ts";

const METHODS = [
  restMethod("GET", "/pets"),
  restMethod("POST", "/pets"),
  restMethod("GET", "/pets/{petId}"),
  restMethod("ANY", "/files/{proxy+}"),
];

test("planResource() gives the method that takes the request, and the others of its resource", () => {
  const plan = planResource(METHODS, { httpMethod: "GET", path: "/pets" });
  expect(plan.method).toBe(METHODS[0]);
  expect(plan).toMatchObject({ resourcePath: "/pets", methods: ["GET", "POST"], nearest: [] });
});

test("planResource() names the resource whose method is missing, and what methods it has", () => {
  const plan = planResource(METHODS, { httpMethod: "DELETE", path: "/pets/7" });
  expect(plan).toMatchObject({ method: null, resourcePath: "/pets/{petId}", methods: ["GET"] });
  expect(plan.nearest[0]).toEqual({
    resourcePath: "/pets/{petId}",
    difference: "method",
    matchingParts: 2,
    methods: ["GET"],
  });
});

test.for([
  ["/pets/7/toys", "/pets/{petId}", "too-long", 2],
  ["/pet", "/pets", "part", 0],
  ["/files", "/files/{proxy+}", "too-short", 1],
] as const)("planResource() finds what is nearest to %s", ([path, resourcePath, difference, n]) => {
  const plan = planResource(METHODS, { httpMethod: "GET", path });
  expect(plan).toMatchObject({ method: null, resourcePath: null, methods: [] });
  expect(plan.nearest[0]).toMatchObject({ resourcePath, difference, matchingParts: n });
});
