// An HTTP API, deployed or as it is now, as an OpenAPI 3 document.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-export.html
import type { Cors, Integration, Route } from "@aws-sdk/client-apigatewayv2";
import type { HttpApiContent } from "../../store/records.ts";
import { OPERATION_KEYS } from "./openapi-document.ts";
import { CORS_KEY, DEFAULT_ROUTE_PATH, TAG_VALUE_KEY } from "./read-http-api.ts";
import { INTEGRATION_KEY } from "./read-integration.ts";

export interface HttpExportOptions {
  /** Under which the API is served; undefined when the export is of no stage. */
  readonly stageName: string | undefined;
  readonly withExtensions: boolean;
}

const TIMEOUT_MS_DEFAULT = 30_000;

/** The document. */
export function writeHttpApi(content: HttpApiContent, options: HttpExportOptions): object {
  const { api } = content;
  const { stageName } = options;
  const basePath = stageName === undefined || stageName === "$default" ? "" : `/${stageName}`;
  const server =
    stageName === undefined
      ? { url: api.ApiEndpoint ?? "" }
      : {
          url: `${api.ApiEndpoint}/{basePath}`,
          variables: { basePath: { default: basePath } },
        };
  const tags = Object.entries(api.Tags ?? {});
  return {
    openapi: "3.0.1",
    info: {
      title: api.Name ?? "",
      ...(api.Description !== undefined && { description: api.Description }),
      version: api.Version ?? isoSecond(api.CreatedDate),
    },
    servers: [server],
    ...(tags.length > 0 &&
      options.withExtensions && {
        tags: tags.map(([name, value]) => ({ name, [TAG_VALUE_KEY]: value })),
      }),
    paths: writePaths(content, options),
    ...(options.withExtensions && writeExtensions(content)),
  };
}

function writePaths(content: HttpApiContent, options: HttpExportOptions): object {
  const integrations = new Map(
    content.integrations.map((integration) => [
      `integrations/${integration.IntegrationId}`,
      integration,
    ]),
  );
  const paths = new Map<string, [key: string, operation: object][]>();
  for (const route of content.routes) {
    const [path, key] = placeOf(route);
    const operation = writeOperation(route, path, integrations.get(route.Target ?? ""), options);
    const operations = paths.get(path) ?? [];
    operations.push([key, operation]);
    paths.set(path, operations);
  }
  return Object.fromEntries(
    [...paths]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, operations]) => [path, Object.fromEntries(operations)]),
  );
}

/** Where an operation stands: path and key of the path item. */
function placeOf({ RouteKey: routeKey = "" }: Route): [path: string, key: string] {
  const [method = "", path = ""] = routeKey.split(" ");
  if (routeKey === "$default") return [DEFAULT_ROUTE_PATH, "x-amazon-apigateway-any-method"];
  const key = Object.entries(OPERATION_KEYS).find(([, name]) => name === method)?.[0];
  return [path, key ?? "x-amazon-apigateway-any-method"];
}

function writeOperation(
  route: Route,
  path: string,
  integration: Integration | undefined,
  { withExtensions }: HttpExportOptions,
): object {
  const parameters = [...path.matchAll(/\{([^{}]+?)\+?\}/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    description: `Generated path parameter for ${name}`,
    required: true,
    schema: { type: "string" },
  }));
  return {
    ...(route.OperationName !== undefined && { operationId: route.OperationName }),
    ...(parameters.length > 0 && { parameters }),
    responses: { default: { description: `Default response for ${route.RouteKey}` } },
    ...(route.RouteKey === "$default" && withExtensions && { isDefaultRoute: true }),
    ...(integration !== undefined &&
      withExtensions && { [INTEGRATION_KEY]: writeIntegration(integration) }),
  };
}

function writeIntegration(integration: Integration): object {
  const timeoutMs = integration.TimeoutInMillis ?? TIMEOUT_MS_DEFAULT;
  const serverName = integration.TlsConfig?.ServerNameToVerify;
  const written: Record<string, unknown> = {
    payloadFormatVersion: integration.PayloadFormatVersion,
    type: integration.IntegrationType?.toLowerCase(),
    httpMethod: integration.IntegrationMethod,
    uri: integration.IntegrationUri,
    connectionId: integration.ConnectionId,
    connectionType: integration.ConnectionType,
    credentials: integration.CredentialsArn,
    description: integration.Description,
    integrationSubtype: integration.IntegrationSubtype,
    requestParameters: integration.RequestParameters,
    responseParameters: integration.ResponseParameters,
    timeoutInMillis: timeoutMs === TIMEOUT_MS_DEFAULT ? undefined : timeoutMs,
    tlsConfig: serverName === undefined ? undefined : { serverNameToVerify: serverName },
  };
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
}

function writeExtensions({ api }: HttpApiContent): object {
  return {
    ...(api.CorsConfiguration !== undefined && { [CORS_KEY]: writeCors(api.CorsConfiguration) }),
    ...(api.DisableExecuteApiEndpoint === true && {
      "x-amazon-apigateway-endpoint-configuration": { disableExecuteApiEndpoint: true },
    }),
    "x-amazon-apigateway-importexport-version": "1.0",
  };
}

function writeCors(cors: Cors): object {
  return {
    ...(cors.AllowMethods !== undefined && { allowMethods: cors.AllowMethods }),
    ...(cors.AllowHeaders !== undefined && { allowHeaders: cors.AllowHeaders }),
    ...(cors.ExposeHeaders !== undefined && { exposeHeaders: cors.ExposeHeaders }),
    ...(cors.MaxAge !== undefined && { maxAge: cors.MaxAge }),
    ...(cors.AllowOrigins !== undefined && { allowOrigins: cors.AllowOrigins }),
    ...(cors.AllowCredentials !== undefined && { allowCredentials: cors.AllowCredentials }),
  };
}

function isoSecond(date: Date | undefined): string {
  return (date ?? new Date(0)).toISOString().replace(/\.\d{3}Z$/, "Z");
}
