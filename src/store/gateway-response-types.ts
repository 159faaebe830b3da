// The answers that API Gateway itself gives for a REST API, type by type: the status that each has unless it is
// customised, and the default object that GetGatewayResponse shows. Control plane and gateway both read this.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
import type { GatewayResponse, GatewayResponseType } from "@aws-sdk/client-api-gateway";

/** The default status of each type; DEFAULT_4XX and DEFAULT_5XX stand in for others and have none of their own. */
export const GATEWAY_RESPONSE_STATUS: Readonly<Record<GatewayResponseType, number | null>> = {
  ACCESS_DENIED: 403,
  API_CONFIGURATION_ERROR: 500,
  AUTHORIZER_CONFIGURATION_ERROR: 500,
  AUTHORIZER_FAILURE: 500,
  BAD_REQUEST_BODY: 400,
  BAD_REQUEST_PARAMETERS: 400,
  DEFAULT_4XX: null,
  DEFAULT_5XX: null,
  EXPIRED_TOKEN: 403,
  INTEGRATION_FAILURE: 504,
  INTEGRATION_TIMEOUT: 504,
  INVALID_API_KEY: 403,
  INVALID_SIGNATURE: 403,
  MISSING_AUTHENTICATION_TOKEN: 403,
  QUOTA_EXCEEDED: 429,
  REQUEST_TOO_LARGE: 413,
  RESOURCE_NOT_FOUND: 404,
  THROTTLED: 429,
  UNAUTHORIZED: 401,
  UNSUPPORTED_MEDIA_TYPE: 415,
  WAF_FILTERED: 403,
};

/** Every type, in the order in which AWS's validation message lists them. */
export const GATEWAY_RESPONSE_TYPES = [
  "REQUEST_TOO_LARGE",
  "RESOURCE_NOT_FOUND",
  "AUTHORIZER_CONFIGURATION_ERROR",
  "MISSING_AUTHENTICATION_TOKEN",
  "BAD_REQUEST_BODY",
  "INVALID_SIGNATURE",
  "INVALID_API_KEY",
  "BAD_REQUEST_PARAMETERS",
  "AUTHORIZER_FAILURE",
  "UNAUTHORIZED",
  "INTEGRATION_TIMEOUT",
  "ACCESS_DENIED",
  "DEFAULT_4XX",
  "DEFAULT_5XX",
  "WAF_FILTERED",
  "QUOTA_EXCEEDED",
  "THROTTLED",
  "API_CONFIGURATION_ERROR",
  "UNSUPPORTED_MEDIA_TYPE",
  "INTEGRATION_FAILURE",
  "EXPIRED_TOKEN",
] as const satisfies readonly GatewayResponseType[];

/** The template that every response has until it is customised. */
export const DEFAULT_RESPONSE_TEMPLATE = '{"message":$context.error.messageString}';

/** The response of a type that nobody has customised. */
export function defaultGatewayResponse(type: GatewayResponseType): GatewayResponse {
  const status = GATEWAY_RESPONSE_STATUS[type];
  const response: GatewayResponse = {
    defaultResponse: true,
    responseParameters: {},
    responseTemplates: { "application/json": DEFAULT_RESPONSE_TEMPLATE },
    responseType: type,
  };
  if (status !== null) response.statusCode = String(status);
  return response;
}
