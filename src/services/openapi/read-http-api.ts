// An HTTP API out of an OpenAPI 3 document: its routes, their integrations, CORS and tags. Schemas, responses and
// everything else of the document mean nothing to an HTTP API; what could be missed is told as information.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
import type { Cors, Integration, Route } from "@aws-sdk/client-apigatewayv2";
import { pathPrefix, type BasePathMode } from "./base-path.ts";
import type { ImportReport } from "./import-report.ts";
import {
  booleanOf,
  isObject,
  listOf,
  numberOf,
  objectOf,
  textListOf,
  textMapOf,
  textOf,
  type JsonObject,
} from "./json-value.ts";
import { OPERATION_KEYS, type OpenApiDocument } from "./openapi-document.ts";
import { INTEGRATION_KEY } from "./read-integration.ts";

export const CORS_KEY = "x-amazon-apigateway-cors";
export const TAG_VALUE_KEY = "x-amazon-apigateway-tag-value";
export const DEFAULT_ROUTE_PATH = "/$default";

export interface ImportedHttpApi {
  readonly name: string;
  readonly version: string | undefined;
  readonly description: string | undefined;
  readonly cors: Cors | undefined;
  readonly disableExecuteApiEndpoint: boolean | undefined;
  readonly tags: Record<string, string>;
  readonly routes: readonly ImportedRoute[];
  /** What of the document an HTTP API has no place for. */
  readonly info: readonly string[];
}

export interface ImportedRoute {
  readonly route: Route;
  /** Without an id; undefined for a route that leads nowhere. */
  readonly integration: Integration | undefined;
}

/** What the document says; what is wrong with it is in the report. */
export function readHttpApi(
  document: OpenApiDocument,
  basePathMode: BasePathMode,
  report: ImportReport,
): ImportedHttpApi {
  const { info, root } = document;
  const cors = root[CORS_KEY];
  const endpoint = objectOf(root["x-amazon-apigateway-endpoint-configuration"]);
  const prefix = pathPrefix(document.basePath, basePathMode);
  return {
    name: textOf(info["title"]) ?? "",
    version: textOf(info["version"]),
    description: textOf(info["description"]),
    cors: isObject(cors) ? readCors(cors) : undefined,
    disableExecuteApiEndpoint: booleanOf(endpoint["disableExecuteApiEndpoint"]),
    tags: readTags(root),
    routes: readRoutes(document, prefix, report),
    info: readInfo(document),
  };
}

function readRoutes(
  document: OpenApiDocument,
  prefix: string,
  report: ImportReport,
): ImportedRoute[] {
  const routes: ImportedRoute[] = [];
  for (const [path, entry] of Object.entries(document.paths)) {
    if (path.startsWith("x-")) continue;
    const pathItem = document.resolve(entry);
    for (const [key, method] of Object.entries(OPERATION_KEYS)) {
      const operation = pathItem[key];
      if (!isObject(operation)) continue;
      const isDefault = path === DEFAULT_ROUTE_PATH || operation["isDefaultRoute"] === true;
      const routeKey = isDefault ? "$default" : `${method} ${prefix}${path}`;
      const route: Route = {
        ApiKeyRequired: false,
        AuthorizationType: readAuthorization(document, operation, routeKey, report),
        RouteKey: routeKey,
      };
      const operationName = textOf(operation["operationId"]);
      if (operationName !== undefined) route.OperationName = operationName;
      const integration = document.resolve(operation[INTEGRATION_KEY]);
      routes.push({
        route,
        integration: Object.keys(integration).length > 0 ? readIntegration(integration) : undefined,
      });
    }
  }
  return routes;
}

/** A route that asks for a caller's credentials must not be served without them: such a document is refused. */
function readAuthorization(
  document: OpenApiDocument,
  operation: JsonObject,
  routeKey: string,
  report: ImportReport,
): "NONE" {
  const requirements = listOf(operation["security"] ?? document.root["security"]);
  const names = requirements.flatMap((requirement) => Object.keys(objectOf(requirement)));
  const authType = textOf(objectOf(operation["x-amazon-apigateway-auth"])["type"]);
  if (names.length > 0) {
    report.fail(
      `Authorizers of HTTP APIs are not there yet in Postern: ${routeKey} needs ${names.join(", ")}`,
    );
  } else if (authType !== undefined && authType.toUpperCase() !== "NONE") {
    report.fail(`IAM authorization is not there yet in Postern: ${routeKey} needs ${authType}`);
  }
  return "NONE";
}

function readIntegration(value: JsonObject): Integration {
  const type = textOf(value["type"])?.toUpperCase().replaceAll("-", "_") ?? "";
  const integration: Integration = {
    ConnectionType:
      textOf(value["connectionType"])?.toUpperCase() === "VPC_LINK" ? "VPC_LINK" : "INTERNET",
    // What no type is, is refused by whoever takes the integration.
    IntegrationType: type as NonNullable<Integration["IntegrationType"]>,
    PayloadFormatVersion: textOf(value["payloadFormatVersion"]) ?? "1.0",
    TimeoutInMillis: numberOf(value["timeoutInMillis"]) ?? 30_000,
  };
  const texts = {
    ConnectionId: textOf(value["connectionId"]),
    CredentialsArn: textOf(value["credentials"]),
    Description: textOf(value["description"]),
    IntegrationMethod:
      type === "AWS_PROXY"
        ? "POST"
        : textOf(value["httpMethod"])
            ?.toUpperCase()
            .replace("X-AMAZON-APIGATEWAY-ANY-METHOD", "ANY"),
    IntegrationSubtype: textOf(value["integrationSubtype"]),
    IntegrationUri: textOf(value["uri"]),
  };
  for (const [name, text] of Object.entries(texts)) {
    if (text !== undefined) integration[name as keyof typeof texts] = text;
  }
  if (isObject(value["requestParameters"])) {
    integration.RequestParameters = textMapOf(value["requestParameters"]);
  }
  if (isObject(value["responseParameters"])) {
    integration.ResponseParameters = Object.fromEntries(
      Object.entries(value["responseParameters"]).map(([status, mappings]) => [
        status,
        textMapOf(mappings),
      ]),
    );
  }
  const serverName = textOf(objectOf(value["tlsConfig"])["serverNameToVerify"]);
  if (serverName !== undefined) integration.TlsConfig = { ServerNameToVerify: serverName };
  return integration;
}

function readCors(value: JsonObject): Cors {
  const cors: Cors = {};
  const lists = {
    AllowOrigins: value["allowOrigins"],
    AllowMethods: value["allowMethods"],
    AllowHeaders: value["allowHeaders"],
    ExposeHeaders: value["exposeHeaders"],
  };
  for (const [name, list] of Object.entries(lists)) {
    if (Array.isArray(list)) cors[name as keyof typeof lists] = textListOf(list);
  }
  const maxAgeSeconds = numberOf(value["maxAge"]);
  if (maxAgeSeconds !== undefined) cors.MaxAge = maxAgeSeconds;
  const credentials = booleanOf(value["allowCredentials"]);
  if (credentials !== undefined) cors.AllowCredentials = credentials;
  return cors;
}

function readTags(root: JsonObject): Record<string, string> {
  const tags: [string, string][] = [];
  for (const entry of listOf(root["tags"])) {
    const name = textOf(objectOf(entry)["name"]);
    const value = textOf(objectOf(entry)[TAG_VALUE_KEY]);
    if (name !== undefined && value !== undefined) tags.push([name, value]);
  }
  return Object.fromEntries(tags);
}

/** Wordings [I]. */
function readInfo(document: OpenApiDocument): string[] {
  const info: string[] = [];
  if (Object.keys(document.schemas).length > 0) {
    info.push("Ignoring components.schemas: HTTP APIs have no models");
  }
  for (const name of ["request-validators", "gateway-responses", "binary-media-types", "policy"]) {
    const key = `x-amazon-apigateway-${name}`;
    if (document.root[key] !== undefined) info.push(`Ignoring ${key}: it is for REST APIs only`);
  }
  return info;
}
