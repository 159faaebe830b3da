// What a stage of an HTTP API serves, put beside what the API is configured to be. An export tells routes and their
// integrations without ids; they get those of the configured ones, so that a finding about what is served and one
// about what is configured name the same resource. What is alike in both is the configured object itself.
import type { Integration, Route } from "@aws-sdk/client-apigatewayv2";
import type { HttpApiContentItem } from "../inventory.ts";
import { canonicalText, withoutEmpty } from "./canonical-text.ts";

/** A route as an export has it. */
export interface DeployedRoute {
  readonly routeKey: string;
  readonly operationName: string | undefined;
  readonly authorizationType: NonNullable<Route["AuthorizationType"]>;
  /** Without an id; undefined for a route that leads nowhere. */
  readonly integration: Integration | undefined;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html */
const EXPORTED_MEMBERS = [
  "ConnectionId",
  "ConnectionType",
  "CredentialsArn",
  "Description",
  "IntegrationMethod",
  "IntegrationSubtype",
  "IntegrationType",
  "IntegrationUri",
  "PayloadFormatVersion",
  "RequestParameters",
  "ResponseParameters",
  "TimeoutInMillis",
  "TlsConfig",
] as const satisfies readonly (keyof Integration)[];

/** The routes of a content whose ids are known, as an export has them. */
export function routesAsExported(content: HttpApiContentItem): DeployedRoute[] {
  const integrations = new Map(
    content.integrations.map((each) => [`integrations/${each.IntegrationId}`, each]),
  );
  return content.routes.map((route) => ({
    routeKey: route.RouteKey ?? "",
    operationName: route.OperationName,
    authorizationType: route.AuthorizationType ?? "NONE",
    integration: integrations.get(route.Target ?? ""),
  }));
}

/** The deployed content under the ids of the configured one. */
export function identifyHttpApiContent(
  deployed: readonly DeployedRoute[],
  live: HttpApiContentItem,
): HttpApiContentItem {
  const inOrder = deployed.toSorted((a, b) => (a.routeKey < b.routeKey ? -1 : 1));
  const ids = chooseIntegrationIds(inOrder, live);
  const routes = new Map(live.routes.map((route) => [route.RouteKey, route]));
  const liveIntegrations = integrationsById(live);
  const integrations = new Map<string, Integration>();
  for (const { routeKey, integration } of inOrder) {
    const id = ids.get(routeKey);
    if (id === undefined || integration === undefined || integrations.has(id)) continue;
    integrations.set(id, identifiedIntegration(integration, id, liveIntegrations.get(id)));
  }
  return {
    routes: inOrder.map((route) =>
      identifiedRoute(route, routes.get(route.routeKey), ids.get(route.routeKey)),
    ),
    integrations: [...integrations.values()],
  };
}

function identifiedRoute(
  deployed: DeployedRoute,
  live: Route | undefined,
  integrationId: string | undefined,
): Route {
  const { routeKey, operationName, authorizationType } = deployed;
  const { OperationName: _name, Target: _target, ...rest } = live ?? {};
  const route: Route = {
    RouteId: `deployed ${routeKey}`,
    ApiKeyRequired: false,
    ...rest,
    RouteKey: routeKey,
    AuthorizationType: authorizationType,
  };
  if (operationName !== undefined) route.OperationName = operationName;
  if (integrationId !== undefined) route.Target = `integrations/${integrationId}`;
  return live !== undefined && canonicalText(live) === canonicalText(route) ? live : route;
}

function integrationsById({ integrations }: HttpApiContentItem): Map<string, Integration> {
  return new Map(integrations.map((each) => [each.IntegrationId ?? "", each]));
}

/**
 * Ids by route key. A deployed integration is the one that its route leads to now, whether or not that was changed
 * since; unless another route shows that one to be deployed as something else. Then it is one that is alike, and
 * where there is none it was deleted, and the route gives it a name.
 */
function chooseIntegrationIds(
  deployed: readonly DeployedRoute[],
  live: HttpApiContentItem,
): Map<string, string> {
  const integrations = integrationsById(live);
  const texts = new Map([...integrations].map(([id, each]) => [id, exportedText(each)]));
  const own = new Map<string, string>();
  for (const { RouteKey: routeKey = "", Target: target = "" } of live.routes) {
    const id = target.replace(/^integrations\//, "");
    if (integrations.has(id)) own.set(routeKey, id);
  }
  const chosen = new Map<string, string>();
  /** Id → what it is deployed as. */
  const taken = new Map<string, string>();
  const take = (routeKey: string, id: string, text: string): void => {
    chosen.set(routeKey, id);
    taken.set(id, text);
  };
  const rest: { routeKey: string; text: string }[] = [];
  for (const { routeKey, integration } of deployed) {
    if (integration === undefined) continue;
    const text = exportedText(integration);
    const id = own.get(routeKey);
    if (id !== undefined && texts.get(id) === text) take(routeKey, id, text);
    else rest.push({ routeKey, text });
  }
  for (const { routeKey, text } of rest) {
    const isFree = (id: string) => (taken.get(id) ?? text) === text;
    const id = own.get(routeKey);
    const alike = () => [...texts].find(([known, each]) => each === text && isFree(known))?.[0];
    take(routeKey, id !== undefined && isFree(id) ? id : (alike() ?? `deployed ${routeKey}`), text);
  }
  return chosen;
}

function exportedText(integration: Integration): string {
  return canonicalText(exportedPart(integration));
}

/** What an export tells of an integration, what it leaves out at its default. */
function exportedPart(integration: Integration): Integration {
  const part: Record<string, unknown> = {
    ConnectionType: "INTERNET",
    PayloadFormatVersion: "1.0",
    TimeoutInMillis: 30_000,
  };
  for (const member of EXPORTED_MEMBERS) {
    const value = withoutEmpty(integration[member]);
    if (value !== undefined) part[member] = value;
  }
  return part;
}

function identifiedIntegration(
  deployed: Integration,
  id: string,
  live: Integration | undefined,
): Integration {
  if (live !== undefined && exportedText(live) === exportedText(deployed)) return live;
  const rest: Integration = { ...live };
  for (const member of EXPORTED_MEMBERS) delete rest[member];
  return { ...rest, ...exportedPart(deployed), IntegrationId: id };
}
