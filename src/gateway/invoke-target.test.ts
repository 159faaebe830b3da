import { expect, test } from "vitest";
import { parseInvokeTarget } from "./invoke-target.ts";

const HOST = "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com";

test("parseInvokeTarget() takes the API from the host name and leaves the path alone", () => {
  expect(parseInvokeTarget(HOST, "/prod/pets?x=1")).toEqual({
    apiId: "a1b2c3d4e5",
    stageName: null,
    target: "/prod/pets?x=1",
    host: HOST,
  });
});

test("parseInvokeTarget() takes any suffix after execute-api, ports included", () => {
  expect(parseInvokeTarget("A1.execute-api.localhost:4566", "/")?.apiId).toBe("a1");
});

test("parseInvokeTarget() gives the path form's stage and puts it before the rest", () => {
  expect(parseInvokeTarget("localhost:4566", "/_aws/execute-api/a1/prod/pets/1?x=1")).toEqual({
    apiId: "a1",
    stageName: "prod",
    target: "/prod/pets/1?x=1",
    host: null,
  });
});

test.for([
  ["/_aws/execute-api/a1/$default/pets", "/pets"],
  ["/_aws/execute-api/a1/%24default/pets", "/pets"],
  ["/_aws/execute-api/a1/$default", "/"],
  ["/_aws/execute-api/a1/$default?x=1", "/?x=1"],
  ["/_aws/execute-api/a1/$default/", "/"],
])("parseInvokeTarget() leaves $default out of the target: %s", ([target = "", seen = ""]) => {
  expect(parseInvokeTarget("localhost", target)).toMatchObject({
    stageName: "$default",
    target: seen,
  });
});

test("parseInvokeTarget() prefers the authority of an absolute target", () => {
  expect(parseInvokeTarget("localhost", `http://${HOST}/pets?x=http://y`)).toMatchObject({
    apiId: "a1b2c3d4e5",
    target: "/pets?x=http://y",
    host: HOST,
  });
  expect(parseInvokeTarget("localhost", `http://${HOST}?x=1`)?.target).toBe("/?x=1");
});

test.for([
  ["localhost", "/v2/apis"],
  [".execute-api.x", "/"],
  ["a1.execute-api.", "/"],
  ["localhost", "/_aws/execute-api/"],
  ["localhost", "/_aws/execute-api/a1"],
  ["localhost", "/_aws/execute-api/a1/"],
  ["localhost", "/_aws/execute-api/a1?x=/prod"],
  ["localhost", "*"],
  ["", ""],
])("parseInvokeTarget() knows no API in %s %s", ([host = "", target = ""]) => {
  expect(parseInvokeTarget(host, target)).toBeNull();
});
