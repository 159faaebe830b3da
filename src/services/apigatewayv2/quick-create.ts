// Quick create: CreateApi with a target makes an integration, a route and a $default stage with automatic deployment
// as well. API Gateway manages them: they can be changed in part only, and UpdateApi moves their target.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop.html
import type { Integration, Route, Stage } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./api-errors.ts";
import { integrationsOf, routesOf } from "./api-parts.ts";
import { checkIntegration, TIMEOUT_MS_MAX } from "./integration-settings.ts";
import { isLambdaArn } from "./integration-uri.ts";
import { newId } from "./new-id.ts";
import { checkRoute } from "./route-rules.ts";
import { wholeSecond } from "./whole-second.ts";

export interface QuickCreateSettings {
  readonly Target?: string;
  readonly RouteKey?: string;
  readonly CredentialsArn?: string;
}

/** Makes the managed parts of a new API. The caller deploys. */
export async function quickCreate(
  context: OperationContext,
  apiId: string,
  settings: QuickCreateSettings,
): Promise<void> {
  const integrationId = await newId(context, "http-api-integration", `${apiId}/`, 7);
  await saveIntegration(context, apiId, withTarget({ IntegrationId: integrationId }, settings));
  const route: Route = {
    ApiGatewayManaged: true,
    ApiKeyRequired: false,
    AuthorizationType: "NONE",
    RouteId: await newId(context, "http-api-route", `${apiId}/`, 7),
    RouteKey: settings.RouteKey ?? "$default",
    Target: `integrations/${integrationId}`,
  };
  await saveRoute(context, apiId, route);
  const now = wholeSecond(context.clock);
  const stage: Stage = {
    ApiGatewayManaged: true,
    AutoDeploy: true,
    CreatedDate: now,
    DefaultRouteSettings: { DetailedMetricsEnabled: false },
    LastUpdatedDate: now,
    RouteSettings: {},
    StageName: "$default",
    StageVariables: {},
    Tags: {},
  };
  context.records.put("http-api-stage", `${apiId}/$default`, { stage });
}

/** Moves the managed parts of an API to another target or route key. */
export async function updateQuickCreated(
  context: OperationContext,
  apiId: string,
  settings: QuickCreateSettings,
): Promise<void> {
  if (settings.Target !== undefined || settings.CredentialsArn !== undefined) {
    const integrations = await integrationsOf(context, apiId);
    const managed = integrations.find((integration) => integration.ApiGatewayManaged === true);
    if (managed === undefined) throw notQuickCreated("integration");
    await saveIntegration(context, apiId, withTarget(managed, settings));
  }
  if (settings.RouteKey !== undefined) {
    const routes = await routesOf(context, apiId);
    const managed = routes.find((route) => route.ApiGatewayManaged === true);
    if (managed === undefined) throw notQuickCreated("route");
    await saveRoute(context, apiId, { ...managed, RouteKey: settings.RouteKey });
  }
}

function withTarget(before: Integration, settings: QuickCreateSettings): Integration {
  const { Target: target = before.IntegrationUri } = settings;
  const isLambda = target !== undefined && isLambdaArn(target);
  const integration: Integration = {
    ...before,
    ApiGatewayManaged: true,
    ConnectionType: "INTERNET",
    IntegrationMethod: isLambda ? "POST" : "ANY",
    IntegrationType: isLambda ? "AWS_PROXY" : "HTTP_PROXY",
    // [I] A Lambda target gets the newer format.
    PayloadFormatVersion: isLambda ? "2.0" : "1.0",
    TimeoutInMillis: before.TimeoutInMillis ?? TIMEOUT_MS_MAX,
  };
  if (target !== undefined) integration.IntegrationUri = target;
  if (settings.CredentialsArn !== undefined) integration.CredentialsArn = settings.CredentialsArn;
  return integration;
}

async function saveIntegration(
  context: OperationContext,
  apiId: string,
  integration: Integration,
): Promise<void> {
  await checkIntegration(context, integration);
  context.records.put("http-api-integration", `${apiId}/${integration.IntegrationId}`, {
    integration,
  });
}

async function saveRoute(context: OperationContext, apiId: string, route: Route): Promise<void> {
  await checkRoute(context, apiId, route, "update");
  context.records.put("http-api-route", `${apiId}/${route.RouteId}`, { route });
}

// [I] wording
function notQuickCreated(part: string): Error {
  return badRequest(`Unable to update API: it has no ${part} that was created by quick create`);
}
