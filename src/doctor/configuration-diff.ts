// What differs between the configuration of an API and what one of its stages serves, in lines that people can read.
// Only what changes the handling of a request is compared, and never by id: routes are paired by route key, methods by
// path and HTTP method, integrations by what leads to them, because an exported deployment knows no ids. A value left
// out and its default are the same. Pure.
import type { Method, Resource } from "@aws-sdk/client-api-gateway";
import type { Integration, Route } from "@aws-sdk/client-apigatewayv2";
import { DiffLines, type ComparedKind } from "./diff-lines.ts";
import type { HttpApiContentItem, RestApiContentItem } from "./inventory.ts";

export interface ConfigurationDiff {
  /** At most DIFF_LINES_MAX, and one that tells how many more there are. */
  readonly lines: readonly string[];
  readonly changes: number;
  /** Route keys, integration ids and "resourceId/METHOD" that the changes are about. */
  readonly touched: ReadonlySet<string>;
}

export interface DiffOptions {
  /** False where what is deployed was read from an export, which names authorizers otherwise. */
  readonly comparesAuthorizers: boolean;
}

const ROUTE: ComparedKind = {
  properties: ["AuthorizationType", "AuthorizationScopes"],
  defaults: { AuthorizationType: "NONE" },
};

const ROUTE_WITH_AUTHORIZER: ComparedKind = {
  ...ROUTE,
  properties: [...ROUTE.properties, "AuthorizerId"],
};

const INTEGRATION: ComparedKind = {
  properties: [
    "IntegrationType",
    "IntegrationSubtype",
    "IntegrationMethod",
    "IntegrationUri",
    "ConnectionType",
    "ConnectionId",
    "CredentialsArn",
    "PayloadFormatVersion",
    "TimeoutInMillis",
    "TlsConfig",
    "RequestParameters",
    "ResponseParameters",
  ],
  defaults: { ConnectionType: "INTERNET", TimeoutInMillis: "30000", PayloadFormatVersion: "1.0" },
};

const METHOD: ComparedKind = {
  properties: ["authorizationType", "authorizationScopes", "apiKeyRequired", "requestParameters"],
  defaults: { authorizationType: "NONE", apiKeyRequired: "false" },
};

const METHOD_WITH_AUTHORIZER: ComparedKind = {
  ...METHOD,
  properties: [...METHOD.properties, "authorizerId"],
};

const METHOD_INTEGRATION: ComparedKind = {
  properties: [
    "type",
    "httpMethod",
    "uri",
    "connectionType",
    "connectionId",
    "integrationTarget",
    "timeoutInMillis",
    "passthroughBehavior",
    "contentHandling",
    "credentials",
    "cacheKeyParameters",
    "requestParameters",
    "requestTemplates",
    "responseTransferMode",
    "tlsConfig",
    "integrationResponses",
  ],
  defaults: {
    connectionType: "INTERNET",
    timeoutInMillis: "29000",
    passthroughBehavior: "WHEN_NO_MATCH",
    responseTransferMode: "BUFFERED",
    "tlsConfig.insecureSkipVerification": "false",
  },
};

/** From what a stage of an HTTP API serves to what is configured. */
export function diffHttpApi(
  deployed: HttpApiContentItem,
  configured: HttpApiContentItem,
  { comparesAuthorizers }: DiffOptions,
): ConfigurationDiff {
  const diff = new DiffLines();
  const before = routesByKey(deployed);
  const after = routesByKey(configured);
  const pairs = new Map<string, IntegrationPair>();
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(key);
    const is = after.get(key);
    const place = `route ${key}`;
    if (was === undefined || is === undefined) {
      const ids = [key, ...integrationIds(was?.integration, is?.integration)];
      diff.addLine(`${place}: ${was === undefined ? "added" : "removed"}`, ids);
      continue;
    }
    const kind = comparesAuthorizers ? ROUTE_WITH_AUTHORIZER : ROUTE;
    diff.compare({ place, kind, touches: [key] }, was.route, is.route);
    pairIntegrations(pairs, key, was.integration, is.integration);
  }
  for (const { was, is, routeKeys } of pairs.values()) {
    const place = `integration of ${routeNames(routeKeys)}`;
    const touches = [...routeKeys, ...integrationIds(was, is)];
    if (was !== undefined && is !== undefined) {
      diff.compare({ place, kind: INTEGRATION, touches }, was, is);
    } else if (was !== is) {
      diff.addLine(`${place}: ${was === undefined ? "added" : "removed"}`, touches);
    }
  }
  return diff.result();
}

/** From what a stage of a REST API serves to what is configured. */
export function diffRestApi(
  deployed: RestApiContentItem,
  configured: RestApiContentItem,
  { comparesAuthorizers }: DiffOptions,
): ConfigurationDiff {
  const diff = new DiffLines();
  const before = methodsByKey(deployed.resources);
  const after = methodsByKey(configured.resources);
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(key);
    const is = after.get(key);
    const place = `method ${key}`;
    const touches = [was?.id, is?.id].filter((id) => id !== undefined);
    if (was === undefined || is === undefined) {
      diff.addLine(`${place}: ${was === undefined ? "added" : "removed"}`, touches);
      continue;
    }
    const kind = comparesAuthorizers ? METHOD_WITH_AUTHORIZER : METHOD;
    diff.compare({ place, kind, touches }, was.method, is.method);
    const integrated = { place: `integration of ${key}`, kind: METHOD_INTEGRATION, touches };
    diff.compare(integrated, was.method.methodIntegration ?? {}, is.method.methodIntegration ?? {});
  }
  return diff.result();
}

interface RouteWithIntegration {
  readonly route: Route;
  readonly integration: Integration | undefined;
}

interface IntegrationPair {
  readonly was: Integration | undefined;
  readonly is: Integration | undefined;
  readonly routeKeys: string[];
}

function routesByKey(content: HttpApiContentItem): Map<string, RouteWithIntegration> {
  const integrations = new Map(
    content.integrations.map((integration) => [
      `integrations/${integration.IntegrationId ?? ""}`,
      integration,
    ]),
  );
  return new Map(
    content.routes.map((route) => [
      route.RouteKey ?? "",
      { route, integration: integrations.get(route.Target ?? "") },
    ]),
  );
}

/** An integration that serves many routes is compared once. */
function pairIntegrations(
  pairs: Map<string, IntegrationPair>,
  routeKey: string,
  was: Integration | undefined,
  is: Integration | undefined,
): void {
  const name = `${was?.IntegrationId ?? ""} ${is?.IntegrationId ?? ""}`;
  const pair = pairs.get(name);
  if (pair === undefined) pairs.set(name, { was, is, routeKeys: [routeKey] });
  else pair.routeKeys.push(routeKey);
}

function integrationIds(...integrations: readonly (Integration | undefined)[]): string[] {
  return integrations
    .map((integration) => integration?.IntegrationId)
    .filter((id) => id !== undefined);
}

function routeNames([first = "", ...others]: readonly string[]): string {
  if (others.length === 0) return first;
  return `${first} and ${others.length} other route${others.length === 1 ? "" : "s"}`;
}

function methodsByKey(
  resources: readonly Resource[],
): Map<string, { readonly id: string; readonly method: Method }> {
  const methods = new Map<string, { id: string; method: Method }>();
  for (const resource of resources) {
    for (const [httpMethod, method] of Object.entries(resource.resourceMethods ?? {})) {
      const id = `${resource.id ?? ""}/${httpMethod}`;
      methods.set(`${httpMethod} ${resource.path ?? ""}`, { id, method });
    }
  }
  return methods;
}
