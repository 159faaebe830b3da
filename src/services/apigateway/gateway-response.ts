// A gateway response that somebody has customised: what is not said keeps the default [I]. Names of response
// parameters are gatewayresponse.header.NAME.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
import type { GatewayResponse, GatewayResponseType } from "@aws-sdk/client-api-gateway";
import { defaultGatewayResponse } from "../../store/gateway-response-types.ts";
import { badRequest } from "./rest-errors.ts";

const PARAMETER_NAME = /^gatewayresponse\.header\.[A-Za-z0-9._$-]+$/;
const PARAMETER_VALUE =
  /^('[^']*'|context\.\S+|stageVariables\.\S+|method\.request\.(path|querystring|multivaluequerystring|header|multivalueheader|body)\S*)$/;

export interface GatewayResponseSettings {
  readonly statusCode?: string;
  readonly responseParameters?: Record<string, string>;
  readonly responseTemplates?: Record<string, string>;
}

/** The response with the settings; throws BadRequestException for what AWS refuses. */
export function customGatewayResponse(
  type: GatewayResponseType,
  settings: GatewayResponseSettings,
): GatewayResponse {
  const response: GatewayResponse = { ...defaultGatewayResponse(type), defaultResponse: false };
  if (settings.statusCode !== undefined) response.statusCode = settings.statusCode;
  if (settings.responseParameters !== undefined) {
    for (const [name, value] of Object.entries(settings.responseParameters)) {
      checkGatewayResponseParameter(name, value);
    }
    response.responseParameters = settings.responseParameters;
  }
  if (settings.responseTemplates !== undefined) {
    response.responseTemplates = settings.responseTemplates;
  }
  return response;
}

/** Throws BadRequestException when a parameter could not be mapped. The wording is that of method parameters [I]. */
export function checkGatewayResponseParameter(name: string, value: string): void {
  const wrong = [
    ...(PARAMETER_NAME.test(name) ? [] : [name]),
    ...(PARAMETER_VALUE.test(value) ? [] : [value]),
  ];
  if (wrong.length === 0) return;
  const errors = wrong.map((text) => `Invalid mapping expression specified: ${text}`);
  throw badRequest(
    "Invalid mapping expression specified: Validation Result: warnings : [], errors : " +
      `[${errors.join(", ")}]`,
  );
}
