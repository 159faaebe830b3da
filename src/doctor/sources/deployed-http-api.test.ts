import type { Integration } from "@aws-sdk/client-apigatewayv2";
import { expect, test } from "vitest";
import type { HttpApiContentItem } from "../inventory.ts";
import { identifyHttpApiContent, type DeployedRoute } from "./deployed-http-api.ts";

function integration(uri: string, id?: string): Integration {
  return {
    ...(id !== undefined && { IntegrationId: id }),
    IntegrationType: "HTTP_PROXY",
    IntegrationMethod: "ANY",
    IntegrationUri: uri,
    PayloadFormatVersion: "1.0",
  };
}

function deployed(routeKey: string, uri: string): DeployedRoute {
  const of = { routeKey, operationName: undefined, authorizationType: "NONE" as const };
  return { ...of, integration: integration(uri) };
}

function live(
  integrations: readonly Integration[],
  routes: Readonly<Record<string, string>>,
): HttpApiContentItem {
  return {
    integrations,
    routes: Object.entries(routes).map(([RouteKey, id], index) => ({
      RouteId: `r${index}`,
      RouteKey,
      Target: `integrations/${id}`,
      AuthorizationType: "NONE",
      ApiKeyRequired: false,
    })),
  };
}

/** Route key → id and URI of its integration. */
function found(content: HttpApiContentItem): Record<string, string> {
  const byId = new Map(content.integrations.map((each) => [each.IntegrationId, each]));
  expect(byId.size).toBe(content.integrations.length);
  return Object.fromEntries(
    content.routes.map(({ RouteKey = "", Target = "" }) => {
      const id = Target.replace("integrations/", "");
      return [RouteKey, `${id} ${byId.get(id)?.IntegrationUri}`];
    }),
  );
}

test("identifyHttpApiContent() gives back the configured objects where nothing changed", () => {
  const content = live([{ ...integration("https://a", "i1"), ApiGatewayManaged: true }], {
    "GET /a": "i1",
  });
  const identified = identifyHttpApiContent([deployed("GET /a", "https://a")], content);
  expect(identified.integrations[0]).toBe(content.integrations[0]);
  expect(identified.routes[0]).toBe(content.routes[0]);
});

test("identifyHttpApiContent() knows an integration that was changed since by its route", () => {
  const content = live([integration("https://new", "i1")], { "GET /a": "i1" });
  const identified = identifyHttpApiContent([deployed("GET /a", "https://old")], content);
  expect(found(identified)).toEqual({ "GET /a": "i1 https://old" });
  expect(identified.integrations[0]?.TimeoutInMillis).toBe(30_000);
});

test("identifyHttpApiContent() knows what a route led to before it was turned elsewhere", () => {
  const content = live([integration("https://a", "i1"), integration("https://b", "i2")], {
    "GET /a": "i1",
    "GET /b": "i2",
    "GET /moved": "i2",
  });
  const routes = [
    deployed("GET /a", "https://a"),
    deployed("GET /b", "https://b"),
    deployed("GET /moved", "https://a"),
  ];
  expect(found(identifyHttpApiContent(routes, content))).toEqual({
    "GET /a": "i1 https://a",
    "GET /b": "i2 https://b",
    "GET /moved": "i1 https://a",
  });
});

test("identifyHttpApiContent() keeps one integration for routes that share it", () => {
  const content = live([integration("https://new", "i1")], { "GET /a": "i1", "GET /b": "i1" });
  const routes = [deployed("GET /b", "https://old"), deployed("GET /a", "https://old")];
  expect(found(identifyHttpApiContent(routes, content))).toEqual({
    "GET /a": "i1 https://old",
    "GET /b": "i1 https://old",
  });
});

test("identifyHttpApiContent() names what was deleted since after its route", () => {
  const content = live([integration("https://a", "i1")], { "GET /a": "i1" });
  const routes = [deployed("GET /a", "https://a"), deployed("GET /gone", "https://gone")];
  const identified = identifyHttpApiContent(routes, content);
  expect(found(identified)).toEqual({
    "GET /a": "i1 https://a",
    "GET /gone": "deployed GET /gone https://gone",
  });
  expect(identified.routes[1]?.RouteId).toBe("deployed GET /gone");
});

test("identifyHttpApiContent() says that a route asked for other credentials", () => {
  const content = live([integration("https://a", "i1")], { "GET /a": "i1" });
  const route: DeployedRoute = { ...deployed("GET /a", "https://a"), authorizationType: "JWT" };
  const identified = identifyHttpApiContent([route], content);
  expect(identified.routes[0]).toMatchObject({ RouteId: "r0", AuthorizationType: "JWT" });
});
