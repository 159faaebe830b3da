import { describe, expect, test } from "vitest";
import { RestRouter } from "./rest-router.ts";

function router(): RestRouter {
  const made = new RestRouter();
  made.add("GetApis", "GET", "/v2/apis");
  made.add("GetApi", "GET", "/v2/apis/{ApiId}");
  made.add("GetStage", "GET", "/v2/apis/{ApiId}/stages/{StageName}");
  made.add("GetDefaultStage", "GET", "/v2/apis/{ApiId}/stages/$default");
  made.add("CreateRestApi", "POST", "/restapis");
  made.add("ImportRestApi", "POST", "/restapis?mode=import");
  made.add("GetObject", "GET", "/files/{Key+}");
  made.add("GetTags", "GET", "/v2/tags/{ResourceArn}");
  return made;
}

const none = new Map<string, readonly string[]>();

function match(method: string, path: string, query = none) {
  const route = router().match(method, path, query);
  return route === undefined ? undefined : [route.operation, Object.fromEntries(route.labels)];
}

describe("RestRouter", () => {
  test("match() takes labels from the raw path, encoded slashes included", () => {
    expect(match("GET", "/v2/tags/arn:aws:x::%2Fapis%2Fa1")).toEqual([
      "GetTags",
      { ResourceArn: "arn:aws:x::%2Fapis%2Fa1" },
    ]);
  });

  test("match() prefers a literal segment to a label", () => {
    expect(match("GET", "/v2/apis/a/stages/$default")?.[0]).toBe("GetDefaultStage");
    expect(match("GET", "/v2/apis/a/stages/prod")).toEqual([
      "GetStage",
      { ApiId: "a", StageName: "prod" },
    ]);
  });

  test("match() demands the template's constant query", () => {
    expect(match("POST", "/restapis")?.[0]).toBe("CreateRestApi");
    expect(match("POST", "/restapis", new Map([["mode", ["import"]]]))?.[0]).toBe("ImportRestApi");
    expect(match("POST", "/restapis", new Map([["mode", ["other"]]]))?.[0]).toBe("CreateRestApi");
  });

  test("match() gives the rest of the path to a greedy label", () => {
    expect(match("GET", "/files/a/b%20c/d")).toEqual(["GetObject", { Key: "a/b%20c/d" }]);
  });

  test("match() ignores one slash at the end", () => {
    expect(match("GET", "/v2/apis/")?.[0]).toBe("GetApis");
  });

  test.for([
    ["another method", "DELETE", "/v2/apis"],
    ["an unknown path", "GET", "/v2/nothing"],
    ["an empty label", "GET", "/v2/apis//stages/x"],
    ["a path that goes on", "GET", "/v2/apis/a/b/c/d"],
    ["the root", "GET", "/"],
  ])("match() finds nothing for %s", ([, method = "", path = ""]) => {
    expect(match(method, path)).toBeUndefined();
  });
});
