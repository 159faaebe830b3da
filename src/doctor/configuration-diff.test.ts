import type { Integration, Route } from "@aws-sdk/client-apigatewayv2";
import { expect, test } from "vitest";
import { diffHttpApi, diffRestApi } from "./configuration-diff.ts";
import { DIFF_LINES_MAX } from "./diff-lines.ts";
import { unresolved } from "./unresolved.ts";

const EXACT = { comparesAuthorizers: true };

function content(routes: readonly Route[], integrations: readonly Integration[]) {
  return { routes, integrations };
}

function route(RouteKey: string, integrationId = "i1", more: Partial<Route> = {}): Route {
  return {
    RouteKey,
    RouteId: `id of ${RouteKey}`,
    Target: `integrations/${integrationId}`,
    ...more,
  };
}

function integration(more: Partial<Integration> = {}): Integration {
  return {
    IntegrationId: "i1",
    IntegrationType: "HTTP_PROXY",
    IntegrationUri: "https://a.example",
    ...more,
  };
}

test("diffHttpApi tells routes that were added and removed", () => {
  const before = content([route("GET /a")], [integration()]);
  const after = content([route("GET /b")], [integration()]);
  const diff = diffHttpApi(before, after, EXACT);
  expect(diff.lines).toEqual(["route GET /a: removed", "route GET /b: added"]);
  expect(diff.touched).toEqual(new Set(["GET /a", "GET /b", "i1"]));
});

test("diffHttpApi pays no heed to ids and to defaults that are written out", () => {
  const before = content([route("GET /a")], [integration()]);
  const after = content(
    [{ ...route("GET /a", "i2"), RouteId: "other", AuthorizationType: "NONE" }],
    [
      integration({
        IntegrationId: "i2",
        ConnectionType: "INTERNET",
        TimeoutInMillis: 30_000,
        RequestParameters: {},
      }),
    ],
  );
  expect(diffHttpApi(before, after, EXACT)).toEqual({ lines: [], changes: 0, touched: new Set() });
});

test("diffHttpApi compares an integration once, whatever number of routes leads to it", () => {
  const routes = [route("GET /a"), route("GET /b"), route("GET /c")];
  const after = content(routes, [integration({ RequestParameters: { "overwrite:path": "/x" } })]);
  expect(diffHttpApi(content(routes, [integration()]), after, EXACT).lines).toEqual([
    "integration of GET /a and 2 other routes: RequestParameters.overwrite:path: (none) → /x",
  ]);
});

test("diffHttpApi tells an integration that was attached", () => {
  const before = content([{ RouteKey: "GET /a" }], []);
  const after = content([route("GET /a")], [integration()]);
  expect(diffHttpApi(before, after, EXACT).lines).toEqual(["integration of GET /a: added"]);
});

test("diffHttpApi compares authorizers only where ids are the same on both sides", () => {
  const before = content([route("GET /a", "i1", { AuthorizerId: "jwt" })], [integration()]);
  const after = content([route("GET /a", "i1", { AuthorizerId: "a1b2c3" })], [integration()]);
  expect(diffHttpApi(before, after, EXACT).lines).toEqual([
    "route GET /a: AuthorizerId: jwt → a1b2c3",
  ]);
  expect(diffHttpApi(before, after, { comparesAuthorizers: false }).changes).toBe(0);
});

test("diffHttpApi takes a value that is not known for no difference", () => {
  const before = content([route("GET /a")], [integration()]);
  const after = content(
    [route("GET /a")],
    [integration({ IntegrationUri: unresolved("parameter Backend") })],
  );
  expect(diffHttpApi(before, after, EXACT).changes).toBe(0);
});

test("diffHttpApi bounds its lines and counts all changes", () => {
  const routes = Array.from({ length: DIFF_LINES_MAX + 7 }, (_, index) => route(`GET /${index}`));
  const diff = diffHttpApi(content([], []), content(routes, [integration()]), EXACT);
  expect(diff.lines).toHaveLength(DIFF_LINES_MAX + 1);
  expect(diff.lines.at(-1)).toBe("and 7 more");
  expect(diff.changes).toBe(DIFF_LINES_MAX + 7);
});

test("diffRestApi pairs methods by path and compares method, integration and responses", () => {
  const before = {
    resources: [
      {
        id: "old",
        path: "/pets",
        resourceMethods: {
          GET: {
            authorizationType: "NONE",
            methodIntegration: {
              uri: "http://a.example/",
              integrationResponses: { "200": { statusCode: "200" } },
            },
          },
          PUT: {},
        },
      },
    ],
  };
  const after = {
    resources: [
      {
        id: "new",
        path: "/pets",
        resourceMethods: {
          GET: {
            authorizationType: "AWS_IAM",
            apiKeyRequired: false,
            methodIntegration: {
              uri: "https://a.example/",
              connectionType: "INTERNET" as const,
              integrationResponses: { "200": { statusCode: "200", selectionPattern: "2.." } },
            },
          },
          POST: {},
        },
      },
    ],
  };
  const diff = diffRestApi(before, after, EXACT);
  expect(diff.lines).toEqual([
    "method GET /pets: authorizationType: (none) → AWS_IAM",
    "integration of GET /pets: uri: http://a.example/ → https://a.example/",
    "integration of GET /pets: integrationResponses.200.selectionPattern: (none) → 2..",
    "method PUT /pets: removed",
    "method POST /pets: added",
  ]);
  expect(diff.touched).toEqual(new Set(["old/GET", "new/GET", "old/PUT", "new/POST"]));
});
