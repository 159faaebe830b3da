import { expect, test } from "vitest";
import { systemClock } from "../../base/clock.ts";
import type { RouteSnapshot } from "../../store/snapshots.ts";
import { parseRouteKey, pathParameter } from "./route-key.ts";
import { buildRouteMatcher, RouteMatcherBuilder } from "./route-matcher.ts";
import { planRoute } from "./route-planner.ts";

function route(routeKey: string): RouteSnapshot {
  return {
    routeId: routeKey,
    routeKey,
    integrationId: "i",
    authorizationType: "NONE",
    apiKeyRequired: false,
    throttle: null,
    detailedMetrics: false,
  };
}

function matched(keys: readonly string[], method: string, path: string): string | undefined {
  return buildRouteMatcher(keys.map(route), systemClock).match(method, path)?.routeKey;
}

const DOCUMENTED = [
  "GET /pets/dog/1",
  "GET /pets/dog/{id}",
  "GET /pets/{proxy+}",
  "ANY /{proxy+}",
  "$default",
];

test.for([
  ["GET", "/pets/dog/1", "GET /pets/dog/1"],
  ["GET", "/pets/dog/2", "GET /pets/dog/{id}"],
  ["GET", "/pets/cat/1", "GET /pets/{proxy+}"],
  ["POST", "/test/5", "ANY /{proxy+}"],
  ["GET", "/", "$default"],
])("RouteMatcher.match() gives %s %s to %s, as AWS's table does", ([method, path, key]) => {
  expect(matched(DOCUMENTED, method ?? "", path ?? "")).toBe(key);
});

test.for([
  // What is there, the request, what takes it.
  [["GET /a/{x}", "GET /{x}/b"], "GET", "/a/b", "GET /a/{x}"],
  [["ANY /a", "GET /{x}"], "GET", "/a", "ANY /a"],
  [["ANY /a", "GET /a"], "GET", "/a", "GET /a"],
  [["ANY /a", "GET /a"], "POST", "/a", "ANY /a"],
  [["POST /a/b", "GET /a/{x}"], "GET", "/a/b", "GET /a/{x}"],
  [["POST /a/b", "GET /{x}/b"], "GET", "/a/b", "GET /{x}/b"],
  [["GET /a/{proxy+}", "GET /{x}/{y}"], "GET", "/a/b", "GET /{x}/{y}"],
  [["GET /a/{proxy+}", "GET /{proxy+}"], "GET", "/a/b/c", "GET /a/{proxy+}"],
  [["POST /a/{proxy+}", "GET /{proxy+}"], "GET", "/a/b/c", "GET /{proxy+}"],
  [["ANY /a/{proxy+}", "GET /a/{proxy+}"], "GET", "/a/b", "GET /a/{proxy+}"],
  [["GET /{proxy+}"], "GET", "/", undefined],
  [["GET /a/{proxy+}"], "GET", "/a", undefined],
  [["GET /a/{proxy+}"], "GET", "/a/", undefined],
  [["GET /a/{proxy+}"], "GET", "/a/b/", "GET /a/{proxy+}"],
  [["GET /"], "GET", "/", "GET /"],
  [["GET /a"], "GET", "/a/", undefined],
  [["GET /a/{x}"], "GET", "/a/", undefined],
  [["GET /a"], "HEAD", "/a", undefined],
  [["GET /a"], "get", "/a", undefined],
  [["GET /a b"], "GET", "/a%20b", "GET /a b"],
  [["GET /a%zz"], "GET", "/a%zz", "GET /a%zz"],
  [["GET /a/{x}/c", "GET /a/b/{y}"], "GET", "/a/b/c", "GET /a/b/{y}"],
  [["$default"], "POST", "/any/thing", "$default"],
  [["OPTIONS /"], "OPTIONS", "*", undefined],
] as const)("RouteMatcher.match() with %j for %s %s", ([keys, method, path, key]) => {
  expect(matched(keys, method, path)).toBe(key);
});

test("pathParameter() gives segments as they came, and the rest for a greedy one", () => {
  const path = parseRouteKey("GET /a/{x}/b/{rest+}");
  if (path === null) throw new Error("Cannot parse the route key");
  expect(pathParameter(path, "/a/1%202/b/c/d/", "x")).toBe("1%202");
  expect(pathParameter(path, "/a/1%202/b/c/d/", "rest")).toBe("c/d/");
  expect(pathParameter(path, "/a/1/b/c", "y")).toBeUndefined();
});

test("parseRouteKey() knows $default and other text not to be paths", () => {
  expect([parseRouteKey("$default"), parseRouteKey("GET"), parseRouteKey("GET pets")]).toEqual([
    null,
    null,
    null,
  ]);
});

test("RouteMatcherBuilder.step() stops at its deadline and goes on where it stopped", () => {
  const routes = Array.from({ length: 100 }, (_, i) => route(`GET /r${i}/{id}`));
  const builder = new RouteMatcherBuilder(routes, systemClock);
  let steps = 0;
  let matcher = builder.step(0);
  while (matcher === null) {
    steps++;
    matcher = builder.step(0);
  }
  expect(steps).toBe(3);
  expect(matcher.match("GET", "/r99/x")?.routeKey).toBe("GET /r99/{id}");
});

test("planRoute() names the nearest routes when none takes the request", () => {
  const routes = ["GET /pets", "POST /pets/{id}", "GET /owners/{id}/pets"].map(route);
  expect(planRoute(routes, { method: "GET", path: "/pets/7" }, systemClock).nearest[0]).toEqual({
    routeKey: "POST /pets/{id}",
    difference: "method",
    matchingSegments: 2,
  });
  expect(planRoute(routes, { method: "GET", path: "/pets/" }, systemClock).nearest[0]).toEqual({
    routeKey: "GET /pets",
    difference: "trailing-slash",
    matchingSegments: 1,
  });
  expect(planRoute(routes, { method: "GET", path: "/pets" }, systemClock).route?.routeKey).toBe(
    "GET /pets",
  );
});
