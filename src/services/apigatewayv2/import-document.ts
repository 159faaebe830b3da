// Reading the OpenAPI document of ImportApi and ReimportApi, and writing its routes into an API that is there. What
// fails is noted and the rest goes on, for one answer with everything that is wrong.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
import { setImmediate } from "node:timers/promises";
import { ApiGatewayV2ServiceException } from "@aws-sdk/client-apigatewayv2";
import { basePathMode } from "../openapi/base-path.ts";
import type { ImportReport } from "../openapi/import-report.ts";
import { readDocument } from "../openapi/openapi-document.ts";
import { readHttpApi, type ImportedHttpApi, type ImportedRoute } from "../openapi/read-http-api.ts";
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./api-errors.ts";
import { checkIntegration } from "./integration-settings.ts";
import { newId } from "./new-id.ts";
import { checkQuota, ROUTES_PER_API_MAX } from "./quotas.ts";
import { checkRoute } from "./route-rules.ts";

export interface ImportRequest {
  readonly Basepath?: string;
  readonly Body: string;
}

/** What the request's document says; throws BadRequestException when it cannot be read. */
export async function readImport(
  request: ImportRequest,
  report: ImportReport,
): Promise<ImportedHttpApi> {
  const { Basepath: basepath = "ignore" } = request;
  const mode = basePathMode(basepath);
  // [I] wordings
  if (mode === undefined) throw badRequest(`Invalid basepath specified: ${basepath}`);
  const document = await readDocument(Buffer.from(request.Body, "utf8"));
  if (document === undefined) throw badRequest("Invalid OpenAPI input.");
  if (document.version !== 3) {
    throw badRequest("Only OpenAPI 3.0 definitions are supported for HTTP APIs");
  }
  return readHttpApi(document, mode, report);
}

/** Adds the document's routes, each with an integration of its own, to the API. */
export async function applyRoutes(
  context: OperationContext,
  apiId: string,
  routes: readonly ImportedRoute[],
  report: ImportReport,
): Promise<void> {
  checkQuota(routes.length - 1, ROUTES_PER_API_MAX, "Routes", "API");
  for (const imported of routes) {
    // A large import must not hold up the traffic of this process.
    await setImmediate();
    try {
      await applyRoute(context, apiId, imported);
    } catch (error) {
      if (!(error instanceof ApiGatewayV2ServiceException)) throw error;
      report.fail(`Unable to import route '${imported.route.RouteKey}': ${error.message}`);
    }
  }
}

async function applyRoute(
  context: OperationContext,
  apiId: string,
  imported: ImportedRoute,
): Promise<void> {
  const route = {
    ...imported.route,
    RouteId: await newId(context, "http-api-route", `${apiId}/`, 7),
  };
  if (imported.integration !== undefined) {
    const integrationId = await newId(context, "http-api-integration", `${apiId}/`, 7);
    const integration = { ...imported.integration, IntegrationId: integrationId };
    await checkIntegration(context, integration);
    context.records.put("http-api-integration", `${apiId}/${integrationId}`, { integration });
    route.Target = `integrations/${integrationId}`;
  }
  await checkRoute(context, apiId, route, "create");
  context.records.put("http-api-route", `${apiId}/${route.RouteId}`, { route });
}

/** What answers tell of an import beside the API. */
export function importAnswer(
  imported: ImportedHttpApi,
  report: ImportReport,
): { ImportInfo?: string[]; Warnings?: string[] } {
  return {
    ...(imported.info.length > 0 && { ImportInfo: [...imported.info] }),
    ...(report.warnings.length > 0 && { Warnings: report.warnings }),
  };
}
