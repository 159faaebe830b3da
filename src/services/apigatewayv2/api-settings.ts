// The settings of an API that CreateApi and UpdateApi have in common: what AWS accepts, and how it is kept.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
import type { Api, Cors, IpAddressType } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./api-errors.ts";
import { checkLength } from "./check-length.ts";
import { corsConfiguration } from "./cors-configuration.ts";

/** Answers drop the braces that requests may have. */
export const ROUTE_SELECTION_EXPRESSION = "$request.method $request.path";
export const API_KEY_SELECTION_EXPRESSION = "$request.header.x-api-key";

export interface ApiSettings {
  readonly ApiKeySelectionExpression?: string;
  readonly CorsConfiguration?: Cors;
  readonly Description?: string;
  readonly DisableExecuteApiEndpoint?: boolean;
  readonly DisableSchemaValidation?: boolean;
  readonly IpAddressType?: IpAddressType;
  readonly Name?: string;
  readonly RouteSelectionExpression?: string;
  readonly Version?: string;
}

/** The API with the settings that are given laid over it; throws BadRequestException for what AWS refuses. */
export function applyApiSettings(
  context: OperationContext,
  before: Api,
  settings: ApiSettings,
): Api {
  checkTexts(settings);
  checkExpressions(settings);
  const api: Api = { ...before };
  if (settings.Name !== undefined) api.Name = settings.Name;
  if (settings.Description !== undefined) api.Description = settings.Description;
  if (settings.Version !== undefined) api.Version = settings.Version;
  if (settings.DisableExecuteApiEndpoint !== undefined) {
    api.DisableExecuteApiEndpoint = settings.DisableExecuteApiEndpoint;
  }
  if (settings.IpAddressType !== undefined) api.IpAddressType = settings.IpAddressType;
  if (settings.CorsConfiguration !== undefined) {
    api.CorsConfiguration = corsConfiguration(settings.CorsConfiguration);
  }
  if (settings.IpAddressType === "dualstack") {
    context.logger.warn("IpAddressType of an API has no effect", { apiId: api.ApiId });
  }
  return api;
}

function checkTexts(settings: ApiSettings): void {
  if (settings.Name === "") throw badRequest("Invalid API name specified");
  checkLength("name", settings.Name, 1, 128);
  checkLength("description", settings.Description, 0, 1024);
  checkLength("version", settings.Version, 1, 64);
}

function checkExpressions(settings: ApiSettings): void {
  const {
    RouteSelectionExpression: routeSelection = ROUTE_SELECTION_EXPRESSION,
    ApiKeySelectionExpression: apiKeySelection = API_KEY_SELECTION_EXPRESSION,
  } = settings;
  if (
    routeSelection !== ROUTE_SELECTION_EXPRESSION &&
    routeSelection !== "${request.method} ${request.path}"
  ) {
    throw badRequest(
      'Route selection expression is currently limited to "${request.method} ${request.path}"',
    );
  }
  // API keys and models are of WebSocket APIs; clients send the defaults all the same. Wordings [I].
  if (apiKeySelection !== API_KEY_SELECTION_EXPRESSION) {
    throw badRequest(
      "ApiKeySelectionExpression is currently not supported for this API protocol type.",
    );
  }
  if (settings.DisableSchemaValidation === true) {
    throw badRequest(
      "DisableSchemaValidation is currently not supported for this API protocol type.",
    );
  }
}
