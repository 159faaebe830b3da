import { expect, test } from "vitest";
import { encodeQuery, fillPath, fillRestStageVariables, joinQueries } from "./rest-uri.ts";

test("fillRestStageVariables() fills every variable in, and gives up on one that is not set", () => {
  const uri = "https://${stageVariables.host}/${stageVariables.path}";
  expect(fillRestStageVariables(uri, { host: "a.example", path: "b" })).toBe("https://a.example/b");
  expect(fillRestStageVariables(uri, { host: "a.example" })).toBeNull();
  expect(fillRestStageVariables("https://a.example/{id}", {})).toBe("https://a.example/{id}");
});

test("fillPath() encodes what a path cannot hold, keeps slashes, and gives up on a parameter without value", () => {
  const parts = ["/pets/", "id", "/", "rest", ""];
  const values = new Map([
    ["id", "a b?c%"],
    ["rest", "x/y:z"],
  ]);
  expect(fillPath(parts, values)).toBe("/pets/a%20b%3Fc%25/x/y:z");
  expect(fillPath(parts, new Map())).toBeNull();
});

test("queries are joined without empty parts and encoded value by value", () => {
  expect(joinQueries("", "")).toBe("");
  expect(joinQueries("a=1", "")).toBe("a=1");
  expect(joinQueries("", "b=2")).toBe("b=2");
  expect(joinQueries("a=1", "b=2")).toBe("a=1&b=2");
  expect(encodeQuery(new Map([["k&", ["1 2", "é"]]]))).toBe("k%26=1%202&k%26=%C3%A9");
});
