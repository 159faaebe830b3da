import { expect, test } from "vitest";
import { checkRequestParameters, checkResponseParameters } from "./parameter-mapping-syntax.ts";

test.for([
  ["append:header.x-a", "$request.header.Authorization"],
  ["overwrite:header.Host", "inner.example"],
  ["remove:header.cookie", "''"],
  ["append:querystring.q", "$request.querystring.a.b"],
  ["overwrite:querystring.q", "${request.path.name} ${request.path.id}"],
  ["remove:querystring.q", "''"],
  ["overwrite:path", "$request.path"],
  ["overwrite:path", "/v2/${stageVariables.part}${request.path}"],
  ["append:header.body", "$request.body.pets[0].name"],
  ["append:header.body", "$request.body"],
  ["append:header.ip", "$context.identity.sourceIp"],
  ["append:header.price", "5$"],
])("checkRequestParameters() takes %s = %s", ([key = "", value = ""]) => {
  expect(() => checkRequestParameters({ [key]: value })).not.toThrow();
});

function envelope(...errors: string[]): string {
  return `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${errors.join(", ")}]`;
}

test.for([
  ["header.x", "1", "Invalid Request Actioned Parameter destination specified: header.x"],
  ["append:path", "/", "Invalid Request Actioned Parameter destination specified: append:path"],
  [
    "overwrite:body",
    "1",
    "Invalid Request Actioned Parameter destination specified: overwrite:body",
  ],
  [
    "overwrite:statuscode",
    "200",
    "Invalid Request Actioned Parameter destination specified: overwrite:statuscode",
  ],
  ["append:header.X-Forwarded-For", "1", "Operations on header x-forwarded-for are restricted"],
  ["remove:header.Authorization", "''", "Operations on header authorization are restricted"],
  ["append:header.x-amzn-trace", "1", "Operations on header x-amzn-trace are restricted"],
  [
    "append:header.access-control-allow-origin",
    "*",
    "Operations on header access-control-allow-origin are restricted",
  ],
  ["append:header.a b", "1", "Invalid mapping expression specified: append:header.a b"],
  [
    "append:header.a",
    "$response.header.b",
    "Invalid mapping expression specified: $response.header.b",
  ],
  [
    "append:header.a",
    "$request.cookie.b",
    "Invalid mapping expression specified: $request.cookie.b",
  ],
  ["append:header.a", "${request.path", "Invalid mapping expression specified: ${request.path"],
  ["append:header.a", "$request.body..b", "Invalid mapping expression specified: $request.body..b"],
  [
    "append:header.a",
    "$request.body.b[?(@.c)]",
    "Invalid mapping expression specified: $request.body.b[?(@.c)]",
  ],
  ["append:header.a", "", "Invalid mapping expression specified: "],
])("checkRequestParameters() refuses %s = %s", ([key = "", value = "", problem = ""]) => {
  expect(() => checkRequestParameters({ [key]: value })).toThrow(envelope(problem));
});

test("checkRequestParameters() names all that is wrong", () => {
  const parameters = { "append:header.via": "1", "x:y": "1" };
  expect(() => checkRequestParameters(parameters)).toThrow(
    envelope(
      "Operations on header via are restricted",
      "Invalid Request Actioned Parameter destination specified: x:y",
    ),
  );
});

test("checkResponseParameters() takes mappings of header fields and of the status", () => {
  const parameters = {
    "200": { "append:header.x": "$response.header.y", "overwrite:statuscode": "204" },
    "599": { "remove:header.server": "''", "overwrite:statuscode": "$response.body.status" },
  };
  expect(() => checkResponseParameters(parameters)).not.toThrow();
});

test.for(["199", "600", "2xx", "20", "0200"])(
  "checkResponseParameters() refuses status code %s",
  (statusCode) => {
    expect(() => checkResponseParameters({ [statusCode]: {} })).toThrow(
      `Status Code ${statusCode} is not valid`,
    );
  },
);

test.for([
  [
    "append:querystring.a",
    "1",
    envelope("Invalid Response Actioned Parameter destination specified: append:querystring.a"),
  ],
  [
    "append:header.a",
    "$request.header.b",
    envelope("Invalid mapping expression specified: $request.header.b"),
  ],
  ["overwrite:statuscode", "99", "Status Code 99 is not valid"],
])("checkResponseParameters() refuses %s = %s", ([key = "", value = "", message = ""]) => {
  expect(() => checkResponseParameters({ "200": { [key]: value } })).toThrow(message);
});
