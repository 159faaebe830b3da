import { describe, expect, it } from "vitest";
import type { MappedRequest } from "../rest-api/mapping-functions.ts";
import { compileRequestParameters, compileResponseParameters } from "./rest-parameter-mapping.ts";
import { viewOf, type ViewInput } from "./template-fixtures.ts";

function mapped(parameters: Record<string, string>, input: ViewInput = {}): string[] {
  const written: string[] = [];
  const into: MappedRequest = {
    header: (name, values) => written.push(`header ${name}=${values.join("|")}`),
    query: (name, values) => written.push(`query ${name}=${values.join("|")}`),
    path: (name, value) => written.push(`path ${name}=${value}`),
  };
  compileRequestParameters(parameters)?.apply(viewOf(input), into);
  return written;
}

describe(compileRequestParameters, () => {
  const input: ViewInput = {
    body: '{"a":{"b":[1,"x"]},"s":"text"}',
    path: { id: "7" },
    query: { q: ["1", "2"] },
    headers: { "X-H": ["a", "b"] },
    stageVariables: { v: "stage" },
  };

  it.for([
    ["method.request.path.id", "7"],
    ["method.request.querystring.q", "2"],
    ["method.request.multivaluequerystring.q", "1|2"],
    ["method.request.header.X-H", "b"],
    ["method.request.multivalueheader.X-H", "a|b"],
    ["method.request.body", input.body ?? ""],
    ["method.request.body.s", "text"],
    ["method.request.body.a", '{"b":[1,"x"]}'],
    ["method.request.body.a.b[1]", "x"],
    ["method.request.body.$.a.b[0]", "1"],
    ["stageVariables.v", "stage"],
    ["context.stage", "prod"],
    ["context.authorizer.principalId", "me"],
    ["'static value'", "static value"],
    ["''", ""],
  ] as const)("takes %s", ([source, value]) => {
    expect(mapped({ "integration.request.header.X": source }, input)).toEqual([
      `header X=${value}`,
    ]);
  });

  it.for([
    "method.request.path.no",
    "method.request.querystring.no",
    "method.request.multivaluequerystring.no",
    "method.request.header.x-h",
    "method.request.body.no.thing",
    "stageVariables.constructor",
    "context.nothing",
    "nonsense",
  ])("maps nothing from %s", (source) => {
    expect(mapped({ "integration.request.header.X": source }, input)).toEqual([]);
  });

  it("writes to headers, query and path", () => {
    const parameters = {
      "integration.request.header.X-A": "'1'",
      "integration.request.querystring.b.c": "'2'",
      "integration.request.path.d": "'3'",
    };
    expect(mapped(parameters)).toEqual(["header X-A=1", "query b.c=2", "path d=3"]);
  });

  it("maps nothing from a body that is no JSON or empty", () => {
    const parameters = { "integration.request.header.X": "method.request.body.a" };
    expect(mapped(parameters, { body: '{"a"' })).toEqual([]);
    expect(mapped(parameters, { body: "" })).toEqual([]);
  });

  it("says whether it reads the body", () => {
    const body = { "integration.request.header.X": "method.request.body.a" };
    expect(compileRequestParameters(body)?.readsBody).toBe(true);
    const other = { "integration.request.header.X": "method.request.path.a" };
    expect(compileRequestParameters(other)?.readsBody).toBe(false);
    expect(compileRequestParameters({})).toBeNull();
  });
});

describe(compileResponseParameters, () => {
  function fields(parameters: Record<string, string>, input: ViewInput): string[] {
    const written: string[] = [];
    compileResponseParameters(parameters)?.apply(viewOf(input), (name, values) =>
      written.push(`${name}=${values.join("|")}`),
    );
    return written;
  }

  it("maps from the endpoint's answer", () => {
    const input: ViewInput = {
      responseHeaders: { "x-backend": ["1", "2"] },
      responseBody: '{"a":1.50}',
    };
    const parameters = {
      "method.response.header.A": "integration.response.header.X-Backend",
      "method.response.header.B": "integration.response.multivalueheader.x-backend",
      "method.response.header.C": "integration.response.body.a",
      "method.response.header.D": "'*'",
      "method.response.header.E": "integration.response.header.no",
    };
    expect(fields(parameters, input)).toEqual(["A=2", "B=1|2", "C=1.5", "D=*"]);
    expect(compileResponseParameters(parameters)?.readsBody).toBe(true);
  });

  it("maps for gateway responses, from the request too", () => {
    const parameters = { "gatewayresponse.header.A": "method.request.header.Origin" };
    expect(fields(parameters, { headers: { Origin: ["https://a"] } })).toEqual(["A=https://a"]);
  });
});
