// Route settings of a stage: throttling and detailed metrics, for all routes or by route key.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
import type { RouteSettings } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { badRequest, notFound } from "./api-errors.ts";
import { routesOf } from "./api-parts.ts";

/** The settings as they are kept; throws BadRequestException for what HTTP APIs refuse. */
export function routeSettings(settings: RouteSettings): RouteSettings {
  if (settings.LoggingLevel !== undefined || settings.DataTraceEnabled === true) {
    throw badRequest("Execution logs are not supported on protocolType HTTP");
  }
  const { ThrottlingBurstLimit: burst, ThrottlingRateLimit: rate } = settings;
  // [I] wordings
  if (burst !== undefined && (!Number.isInteger(burst) || burst < 0)) {
    throw badRequest("Invalid throttling burst limit: must be a whole number, 0 or greater");
  }
  if (rate !== undefined && (!Number.isFinite(rate) || rate < 0)) {
    throw badRequest("Invalid throttling rate limit: must be a number, 0 or greater");
  }
  const kept: RouteSettings = { DetailedMetricsEnabled: settings.DetailedMetricsEnabled ?? false };
  if (burst !== undefined) kept.ThrottlingBurstLimit = burst;
  if (rate !== undefined) kept.ThrottlingRateLimit = rate;
  return kept;
}

/** The settings by route key as they are kept; each key must be that of a route of the API. */
export async function routeSettingsByKey(
  context: OperationContext,
  apiId: string,
  settingsByKey: Readonly<Record<string, RouteSettings>>,
): Promise<Record<string, RouteSettings>> {
  const routes = await routesOf(context, apiId);
  const routeKeys = new Set(routes.map((route) => route.RouteKey));
  const kept: Record<string, RouteSettings> = {};
  for (const [routeKey, settings] of Object.entries(settingsByKey)) {
    if (!routeKeys.has(routeKey)) throw unknownRouteKey(routeKey);
    kept[routeKey] = routeSettings(settings);
  }
  return kept;
}

/** AWS's answer for route settings whose key no route has. */
export function unknownRouteKey(routeKey: string): Error {
  return notFound(`Unable to find Route by key ${routeKey} within the provided RouteSettings`);
}
