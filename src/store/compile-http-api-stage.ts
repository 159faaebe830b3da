// Stage record and the deployment it points to → the one value that requests to the stage run on. What a deployment
// froze (routes, integrations, CORS) comes from the deployment; what belongs to the stage itself (variables,
// throttling, access log) is live at once.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
import type { Cors, Integration, Route, RouteSettings, Stage } from "@aws-sdk/client-apigatewayv2";
import type { HttpApiContent, RecordChange } from "./records.ts";
import type { SnapshotCompiler } from "./snapshot-publisher.ts";
import type {
  CorsSnapshot,
  HttpApiStageSnapshot,
  IntegrationSnapshot,
  RouteSnapshot,
  ThrottleSnapshot,
} from "./snapshots.ts";
import type { ScopedRecords } from "./store.ts";

/** What a route with only one of rate and burst has for the other: the account's defaults. */
const ACCOUNT_RATE_LIMIT = 10_000;
const ACCOUNT_BURST_LIMIT = 5000;

/** AWS's default. */
const INTEGRATION_TIMEOUT_MS = 30_000;

/** Null when the stage is gone or points to no deployment: then it serves nothing. */
export async function compileHttpApiStage(
  scoped: ScopedRecords,
  apiId: string,
  stageName: string,
): Promise<HttpApiStageSnapshot | null> {
  const stage = (await scoped.get("http-api-stage", `${apiId}/${stageName}`))?.stage;
  const deploymentId = stage?.DeploymentId;
  if (stage === undefined || deploymentId === undefined) return null;
  const record = await scoped.get("http-api-deployment", `${apiId}/${deploymentId}`);
  if (record === undefined) return null;
  return {
    ...scoped.scope,
    ...compileContent(record.content, stage),
    apiId,
    stageName,
    deploymentId,
    endpointHost: `${apiId}.execute-api.${scoped.scope.region}.${dnsSuffix(scoped.scope.region)}`,
    stageVariables: { ...stage.StageVariables },
    accessLog: compileAccessLog(stage),
  };
}

function dnsSuffix(region: string): string {
  return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
}

function compileContent({ api, routes, integrations }: HttpApiContent, stage: Stage) {
  const byId: Record<string, IntegrationSnapshot> = {};
  for (const integration of integrations) {
    const compiled = compileIntegration(integration);
    byId[compiled.integrationId] = compiled;
  }
  return {
    apiName: api.Name ?? "",
    disableExecuteApiEndpoint: api.DisableExecuteApiEndpoint ?? false,
    cors: api.CorsConfiguration === undefined ? null : compileCors(api.CorsConfiguration),
    routes: routes.map((route) => compileRoute(route, stage)),
    integrations: byId,
  };
}

function compileCors(cors: Cors): CorsSnapshot {
  return {
    allowOrigins: cors.AllowOrigins ?? [],
    allowMethods: cors.AllowMethods ?? [],
    allowHeaders: cors.AllowHeaders ?? [],
    exposeHeaders: cors.ExposeHeaders ?? [],
    maxAgeSeconds: cors.MaxAge ?? null,
    allowCredentials: cors.AllowCredentials ?? false,
  };
}

function compileRoute(route: Route, stage: Stage): RouteSnapshot {
  const routeKey = route.RouteKey ?? "";
  const own = stage.RouteSettings?.[routeKey];
  const common = stage.DefaultRouteSettings;
  return {
    routeId: route.RouteId ?? "",
    routeKey,
    integrationId: route.Target?.replace(/^integrations\//, "") ?? null,
    authorizationType: route.AuthorizationType ?? "NONE",
    apiKeyRequired: route.ApiKeyRequired ?? false,
    throttle: compileThrottle(own) ?? compileThrottle(common),
    detailedMetrics: own?.DetailedMetricsEnabled ?? common?.DetailedMetricsEnabled ?? false,
  };
}

function compileThrottle(settings: RouteSettings | undefined): ThrottleSnapshot | null {
  const rate = settings?.ThrottlingRateLimit;
  const burst = settings?.ThrottlingBurstLimit;
  if (rate === undefined && burst === undefined) return null;
  return { rateLimit: rate ?? ACCOUNT_RATE_LIMIT, burstLimit: burst ?? ACCOUNT_BURST_LIMIT };
}

function compileIntegration(integration: Integration): IntegrationSnapshot {
  const isPrivate = integration.ConnectionType === "VPC_LINK";
  return {
    integrationId: integration.IntegrationId ?? "",
    type: integration.IntegrationType === "AWS_PROXY" ? "AWS_PROXY" : "HTTP_PROXY",
    connectionType: isPrivate ? "VPC_LINK" : "INTERNET",
    vpcLinkId: isPrivate ? (integration.ConnectionId ?? null) : null,
    method: integration.IntegrationMethod ?? "ANY",
    uri: integration.IntegrationUri ?? "",
    timeoutMs: integration.TimeoutInMillis ?? INTEGRATION_TIMEOUT_MS,
    // TLS settings are for private integrations only.
    serverNameToVerify: isPrivate ? (integration.TlsConfig?.ServerNameToVerify ?? null) : null,
    requestParameters: { ...integration.RequestParameters },
    responseParameters: { ...integration.ResponseParameters },
  };
}

function compileAccessLog(stage: Stage): HttpApiStageSnapshot["accessLog"] {
  const settings = stage.AccessLogSettings;
  if (settings?.DestinationArn === undefined || settings.Format === undefined) return null;
  return { destinationArn: settings.DestinationArn, format: settings.Format };
}

/** Keys ("ApiId/StageName") of the stages whose snapshot may differ after the change. */
export async function httpApiStagesAffectedBy(
  change: RecordChange,
  scoped: ScopedRecords,
): Promise<readonly string[]> {
  const record = change.after ?? change.before;
  if (record === null) return [];
  if (record.kind === "http-api-stage") return [record.id];
  if (record.kind !== "http-api-deployment") return [];
  // A deployment is seen where a stage points to it; API, routes and integrations only by way of a deployment.
  const slash = record.id.indexOf("/");
  const deploymentId = record.id.slice(slash + 1);
  const stages = await scoped.list("http-api-stage", record.id.slice(0, slash + 1));
  return stages.filter(({ body }) => body.stage.DeploymentId === deploymentId).map(({ id }) => id);
}

/** For the publisher of snapshots. */
export const httpApiStageCompiler: SnapshotCompiler<"http-api-stage"> = {
  kind: "http-api-stage",
  compile(scoped, key) {
    const slash = key.indexOf("/");
    return compileHttpApiStage(scoped, key.slice(0, slash), key.slice(slash + 1));
  },
  affectedBy: httpApiStagesAffectedBy,
  async allKeys(records) {
    const all = await records.all("http-api-stage");
    return all.map(({ account, region, id }) => ({ scope: { account, region }, key: id }));
  },
};
