import { expect, test } from "vitest";
import { methodOfRouteKey, routeKeyProblem } from "./route-key.ts";

test.for([
  "$default",
  "GET /",
  "GET /pets",
  "ANY /pets/{id}",
  "DELETE /pets/{id}/tags/{tag}",
  "POST /{proxy+}",
  "OPTIONS /a/{b-c.d}/{rest+}",
  "PATCH /a%20b/",
])("routeKeyProblem() has nothing against %s", (routeKey) => {
  expect(routeKeyProblem(routeKey)).toBeUndefined();
});

const FORMAT =
  'The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"';

test.for([
  "get /pets",
  "GET/pets",
  "GET pets",
  "GET",
  "/pets",
  "GET  /pets",
  "GET /pets ",
  "GET /a b",
  "TRACE /",
  "$connect",
  " GET /",
])("routeKeyProblem() gives AWS's answer to %j", (routeKey) => {
  expect(routeKeyProblem(routeKey)).toBe(FORMAT);
});

test("routeKeyProblem() wants a route key", () => {
  expect(routeKeyProblem("")).toBe("Route key is required");
});

test.for([
  ["GET /a{b}", "must be of the form {name} or {name+}"],
  ["GET /{}", "must be of the form {name} or {name+}"],
  ["GET /{a", "must be of the form {name} or {name+}"],
  ["GET /{a}}", "must be of the form {name} or {name+}"],
  ["GET /{all+}/x", "greedy variable '{all+}' must be the last segment"],
  ["GET /{a}/{a}", "'a' is used more than once"],
  ["GET /{a}/{a+}", "'a' is used more than once"],
] as const)("routeKeyProblem() refuses %s", ([routeKey, problem]) => {
  expect(routeKeyProblem(routeKey)).toContain(problem);
});

test("methodOfRouteKey() is ANY for $default", () => {
  expect(methodOfRouteKey("$default")).toBe("ANY");
  expect(methodOfRouteKey("GET /pets")).toBe("GET");
});
