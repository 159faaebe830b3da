import { expect, test } from "vitest";
import { FIELD_HOST, FIELD_OTHER, type Fields } from "../../wire/http1/fields.ts";
import { MappedFields } from "./mapped-fields.ts";
import type { MappingSource } from "./mapping-source.ts";
import {
  compileParameterMapping,
  mapFields,
  mapPath,
  mapQuery,
  mapStatus,
  type ParameterMapping,
} from "./parameter-mapping.ts";

const BODY = { user: { name: "Ann", tags: ["a", "b"] }, n: 3 };

const SOURCE: MappingSource = {
  requestHeader: (name) => (name === "x-in" ? "one,two" : undefined),
  requestQuery: (name) => (name === "q" ? "query value" : undefined),
  requestPath: () => "/pets/7",
  pathParameter: (name) => (name === "id" ? "7" : undefined),
  requestBody: () => Buffer.from(JSON.stringify(BODY)),
  responseHeader: (name) => (name === "x-out" ? "answer" : undefined),
  responseBody: () => Buffer.from('{"code":"418"}'),
  contextVariable: (name) => (name === "requestId" ? "ID=" : undefined),
  stageVariable: (name) => (name === "v" ? "stage" : undefined),
};

function compiled(parameters: Record<string, string>): ParameterMapping {
  const mapping = compileParameterMapping(parameters);
  if (mapping === null) throw new Error("Cannot compile the mapping: it has no keys");
  return mapping;
}

function fieldsOf(...pairs: [string, string][]): MappedFields {
  const fields = {
    count: pairs.length,
    id: (i: number) => (pairs[i]?.[0].toLowerCase() === "host" ? FIELD_HOST : FIELD_OTHER),
    name: (i: number) => pairs[i]?.[0] ?? "",
    value: (i: number) => pairs[i]?.[1] ?? "",
    isHopByHop: () => false,
  };
  return new MappedFields(fields as unknown as Fields);
}

function headerValue(value: string): string | undefined {
  const fields = fieldsOf();
  mapFields(compiled({ "append:header.x": value }), SOURCE, fields);
  return fields.get("X");
}

test.for([
  ["static", "static"],
  ["$request.header.X-In", "one,two"],
  ["$request.querystring.q", "query value"],
  ["$request.path", "/pets/7"],
  ["$request.path.id", "7"],
  ["$request.body.user.name", "Ann"],
  ["$request.body.user.tags[1]", "b"],
  ["$request.body.user.tags", '["a","b"]'],
  ["$request.body.user.tags[*]", '["a","b"]'],
  ["$request.body['n']", "3"],
  ["$context.requestId", "ID="],
  ["$stageVariables.v", "stage"],
  ["$response.header.x-out", "answer"],
  ["$response.body.code", "418"],
  ["${request.path.id}-${stageVariables.v}!", "7-stage!"],
  ["a ${request.header.none} b", "a  b"],
  ["$unknown.x", "$unknown.x"],
  ["$request.body..name", "$request.body..name"],
  ["${request.path.id", "${request.path.id"],
  ["${nothing}", "${nothing}"],
])("a mapping resolves %s to %s", ([value, resolved]) => {
  expect(headerValue(value ?? "")).toBe(resolved);
});

test.for([
  "$request.header.none",
  "$request.querystring.none",
  "$request.body.none",
  "$context.none",
  "$stageVariables.constructor",
])("a mapping whose only variable has no value is skipped: %s", (value) => {
  expect(headerValue(value)).toBeUndefined();
});

test("a path in the body is evaluated in its first 100 KB, the whole body is not cut", () => {
  const body = Buffer.from(`{"a":"x","pad":"${"p".repeat(110_000)}"}`);
  const source = { ...SOURCE, requestBody: () => body };
  const fields = fieldsOf();
  const mapping = compiled({
    "append:header.part": "$request.body.a",
    "append:header.whole": "$request.body",
  });
  expect(mapping.readsRequestBody).toBe(true);
  mapFields(mapping, source, fields);
  expect(fields.get("part")).toBeUndefined();
  expect(fields.get("whole")?.length).toBe(body.length);
});

test("mapFields() appends, overwrites and removes without regard to case", () => {
  const fields = fieldsOf(["X-A", "1"], ["x-b", "1"], ["X-B", "2"], ["x-c", "1"], ["X-C", "2"]);
  const mapping = compiled({
    "append:header.x-a": "2",
    "overwrite:header.x-b": "3",
    "remove:header.x-c": "''",
    "append:header.Host": "h",
  });
  mapFields(mapping, SOURCE, fields);
  const all = Array.from(
    { length: fields.count },
    (_, i) => `${fields.name(i)}: ${fields.value(i)}`,
  );
  expect(all).toEqual(["X-A: 1,2", "x-b: 3", "Host: h"]);
  expect(fields.id(2)).toBe(FIELD_HOST);
});

test("a mapped value cannot end its line, and text beyond latin1 goes as UTF-8", () => {
  const source = { ...SOURCE, requestQuery: () => "a\r\nx-evil: 1\u0000" };
  const fields = fieldsOf();
  mapFields(compiled({ "append:header.x": "$request.querystring.q" }), source, fields);
  expect(fields.get("x")).toBe("a  x-evil: 1");
  expect(headerValue("é€")).toBe(Buffer.from("é€", "utf8").toString("latin1"));
});

test.for([
  [{ "append:querystring.a": "2" }, "a=1&b=1", "a=1&b=1&a=2"],
  [{ "append:querystring.a": "x y&z" }, "", "a=x%20y%26z"],
  [{ "overwrite:querystring.a": "2" }, "b=1&a=1&a=3&c", "b=1&a=2&c"],
  [{ "overwrite:querystring.d": "2" }, "b=1", "b=1&d=2"],
  [{ "remove:querystring.a": "''" }, "a=1&A=2&%61=3", "A=2"],
] as const)("mapQuery() with %j turns %s into %s", ([parameters, query, mapped]) => {
  expect(mapQuery(compiled(parameters), SOURCE, query)).toBe(mapped);
});

test("mapPath() gives the path, encoded where it must be", () => {
  expect(mapPath(compiled({ "overwrite:path": "$request.path" }), SOURCE)).toBe("/pets/7");
  expect(mapPath(compiled({ "overwrite:path": "a b\r\n/%20?x" }), SOURCE)).toBe(
    "/a%20b%0D%0A/%20%3Fx",
  );
  expect(mapPath(compiled({ "append:header.x": "1" }), SOURCE)).toBeUndefined();
});

test("mapStatus() takes 200 to 599 and nothing else", () => {
  const status = (value: string) => mapStatus(compiled({ "overwrite:statuscode": value }), SOURCE);
  expect(status("403")).toBe(403);
  expect(status("$response.body.code")).toBe(418);
  expect([status("199"), status("600"), status("abc"), status("$context.none")]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("compileParameterMapping() gives null where nothing is mapped", () => {
  expect(compileParameterMapping({})).toBeNull();
  expect(compileParameterMapping({ "rename:header.x": "1" })).toBeNull();
});
