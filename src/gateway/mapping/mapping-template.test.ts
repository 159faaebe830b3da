import { describe, expect, it } from "vitest";
import { compileTemplate } from "./mapping-template.ts";
import { failureOf, rendered, viewOf } from "./template-fixtures.ts";

describe("$input", () => {
  const document =
    '{"foo":"bar","n":1.0,"i":12345678901234567890,"2":"b","1":"a","l":[{"a":1},null],"s":{"t":true}}';

  it.for([
    ["$input.body", document],
    ["$input.body()", ""],
    ["$input.json('$')", document],
    ["$input.json('$.l')", '[{"a":1},null]'],
    ["$input.json('$.missing')", '""'],
    ["$input.json('$.l[1]')", "null"],
    ["[$input.path('$.l[1]')]", "[]"],
    ["$input.json('$.foo')", '"bar"'],
    ["$input.path('$.foo')", "bar"],
    ["$input.path('$.s')", "{t=true}"],
    ["$input.path('$.l')", '[{"a":1},null]'],
    [
      "$input.path('$')",
      '{foo=bar, n=1.0, i=12345678901234567890, 2=b, 1=a, l=[{"a":1},null], s={t=true}}',
    ],
    ["$input.path('$.missing')", ""],
    ["$input.path('$').l[0].a", "1"],
    ["$input.path('$.l').size()", "2"],
    ["$input.path('foo')", "bar"],
    ["$input.path(\"$['foo']\")", "bar"],
    ["$input.json('$..a')", "[1]"],
  ] as const)("%s", ([template, expected]) => {
    expect(rendered(template, { body: document })).toBe(expected);
  });

  it("gives an empty document for an empty body", () => {
    expect(rendered("$input.body|$input.json('$')|$input.path('$')|")).toBe("{}|{}||");
  });

  it("gives a body that is no JSON as one text", () => {
    const body = "a=1&b=2";
    expect(rendered("#foreach($p in $input.path('$').split('&'))[$p]#end", { body })).toBe(
      "[a=1][b=2]",
    );
    expect(rendered("$input.json('$')", { body })).toBe('"a=1&b=2"');
  });

  it("fails on a body that begins as JSON and is none", () => {
    expect(failureOf("$input.json('$')", { body: '{"a":' })).toContain("JSON");
  });

  it("finds parameters in path, then query, then header", () => {
    const input = {
      path: { a: "path" },
      query: { a: ["query"], b: ["q1", "q2"] },
      headers: { a: ["header"], b: ["header"], "X-C": ["header"] },
    };
    expect(
      rendered(
        "$input.params('a') $input.params('b') $input.params('X-C') $input.params('x-c')|",
        input,
      ),
    ).toBe("path q2 header |");
    expect(
      rendered(
        "$input.params().header.get('X-C') $input.params().path.a $input.params().querystring",
        input,
      ),
    ).toBe("header path {a=query, b=q2}");
    expect(rendered("$input.params()", { path: { a: "1" } })).toBe(
      "{path={a=1}, querystring={}, header={}}",
    );
  });
});

describe("$util", () => {
  it.for([
    [`$util.escapeJavaScript("it's /""a""\\")`, String.raw`it\'s \/\"a\"\\`],
    ["$util.escapeJavaScript('é€\n\t')", String.raw`\u00E9\u20AC\n\t`],
    ["$util.urlEncode('a b&c=é*~!')", "a+b%26c%3D%C3%A9*%7E%21"],
    ["$util.urlDecode('a+b%26%C3%A9')", "a b&é"],
    ["$util.urlDecode('%zz')", ""],
    ["$util.base64Encode('é')", "w6k="],
    ["$util.base64Decode('w6k=')", "é"],
    [`$util.parseJson('{"a":{"b":[1,2]}}').a.b[1]`, "2"],
    ["$util.parseJson('[1.50]')", "[1.5]"],
    ["$util.nothing('a')|", "|"],
    ["$util.escapeJavaScript($input.path('$.missing'))|", "|"],
  ] as const)("%s", ([template, expected]) => {
    expect(rendered(template)).toBe(expected);
  });

  it("fails where the text to parse is no JSON", () => {
    expect(failureOf("$util.parseJson('{')")).toContain("parseJson");
  });

  it("undoes the single quotes as AWS's documentation does", () => {
    const template = `"$util.escapeJavaScript($input.json('$')).replaceAll("\\\\'","'")"`;
    expect(rendered(template, { body: `{"a":"it's"}` })).toBe(String.raw`"{\"a\":\"it's\"}"`);
  });
});

describe("$context and $stageVariables", () => {
  it("gives variables by dotted and bracketed names", () => {
    expect(
      rendered("$context.stage $context.identity.sourceIp $context.authorizer.principalId"),
    ).toBe("prod 127.0.0.1 me");
    expect(rendered("$context.authorizer.claims['cognito:username']")).toBe("ann");
    expect(
      rendered(
        "$context.httpMethod${context.resourcePath}|$context.nothing|$context.identity.nothing|",
      ),
    ).toBe("GET/pets/{id}|||");
    expect(
      rendered("$stageVariables.a ${stageVariables.a} $stageVariables['a'] $stageVariables.b|", {
        stageVariables: { a: "1" },
      }),
    ).toBe("1 1 1 |");
  });

  it("keeps what templates override", () => {
    const view = viewOf();
    const template = compileTemplate(
      `#set($context.requestOverride.header.X-A = "1")#set($context.requestOverride.querystring.q = 2)` +
        `#set($context.requestOverride.path.id = "x")#set($context.responseOverride.status = 404)` +
        `#set($context.responseOverride.header['X-B'] = "b")$context.responseOverride.status`,
    );
    expect(template.render(view)).toBe("404");
    expect(view.overrides).toEqual({
      requestHeaders: new Map([["X-A", "1"]]),
      requestQuery: new Map([["q", "2"]]),
      requestPath: new Map([["id", "x"]]),
      requestWholePath: null,
      responseHeaders: new Map([["X-B", "b"]]),
      responseStatus: 404,
    });
  });

  it("takes the whole path as an override", () => {
    const view = viewOf();
    compileTemplate(`#set($context.requestOverride.path = "/x/y")`).render(view);
    expect(view.overrides.requestWholePath).toBe("/x/y");
  });

  it.for([
    `#set($context.requestOverride.header.a = "1")#set($context.requestOverride.header.a = "2")`,
    `#set($context.responseOverride.status = 200)#set($context.responseOverride.status = 200)`,
    `#set($context.requestOverride.path = "a")#set($context.requestOverride.path = "b")`,
  ])("%s fails: it is set twice", (template) => {
    expect(failureOf(template)).toContain("set twice");
  });

  it("refuses a status that is none", () => {
    expect(failureOf("#set($context.responseOverride.status = 'abc')")).toContain("no status");
  });
});
