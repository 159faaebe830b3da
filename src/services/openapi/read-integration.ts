// x-amazon-apigateway-integration: how a method's requests are served. Names of types and behaviours may be in any
// case; the keys of its responses are selection patterns, `default` standing for none.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
import type {
  ConnectionType,
  ContentHandlingStrategy,
  Integration,
  IntegrationResponse,
  IntegrationType,
  ResponseTransferMode,
} from "@aws-sdk/client-api-gateway";
import {
  booleanOf,
  isObject,
  numberOf,
  objectOf,
  textListOf,
  textMapOf,
  textOf,
  type JsonObject,
} from "./json-value.ts";

export const INTEGRATION_KEY = "x-amazon-apigateway-integration";

/** The integration with what the document says of it and nothing else; undefined when it says nothing. */
export function readIntegration(value: unknown): Integration | undefined {
  if (!isObject(value)) return undefined;
  const integration: Integration = {};
  const type = upper(value["type"])?.replaceAll("-", "_");
  // What no type is, is refused by whoever takes the integration.
  if (type !== undefined) integration.type = type as IntegrationType;
  const httpMethod = upper(value["httpMethod"]);
  if (httpMethod !== undefined) integration.httpMethod = httpMethod;
  readTexts(value, integration);
  const connectionType = upper(value["connectionType"]);
  if (connectionType !== undefined) integration.connectionType = connectionType as ConnectionType;
  const contentHandling = upper(value["contentHandling"]);
  if (contentHandling !== undefined) {
    integration.contentHandling = contentHandling as ContentHandlingStrategy;
  }
  const transferMode = upper(value["responseTransferMode"]);
  if (transferMode !== undefined) {
    integration.responseTransferMode = transferMode as ResponseTransferMode;
  }
  const timeoutMs = numberOf(value["timeoutInMillis"]);
  if (timeoutMs !== undefined) integration.timeoutInMillis = timeoutMs;
  if (isObject(value["requestParameters"])) {
    integration.requestParameters = textMapOf(value["requestParameters"]);
  }
  if (isObject(value["requestTemplates"])) {
    integration.requestTemplates = textMapOf(value["requestTemplates"]);
  }
  if (Array.isArray(value["cacheKeyParameters"])) {
    integration.cacheKeyParameters = textListOf(value["cacheKeyParameters"]);
  }
  const tls = value["tlsConfig"];
  if (isObject(tls)) {
    integration.tlsConfig = {
      insecureSkipVerification: booleanOf(tls["insecureSkipVerification"]) ?? false,
    };
  }
  integration.integrationResponses = readResponses(objectOf(value["responses"]));
  return integration;
}

function readTexts(value: JsonObject, integration: Integration): void {
  const texts = {
    uri: textOf(value["uri"]),
    connectionId: textOf(value["connectionId"]),
    // AWS's guide writes it both ways.
    integrationTarget: textOf(value["integrationTarget"] ?? value["integration-target"]),
    credentials: textOf(value["credentials"]),
    passthroughBehavior: upper(value["passthroughBehavior"]),
    cacheNamespace: textOf(value["cacheNamespace"]),
  };
  for (const [name, text] of Object.entries(texts)) {
    if (text !== undefined) integration[name as keyof typeof texts] = text;
  }
}

function readResponses(responses: JsonObject): Record<string, IntegrationResponse> {
  const entries: [string, IntegrationResponse][] = [];
  for (const [pattern, entry] of Object.entries(responses)) {
    const value = objectOf(entry);
    const statusCode = textOf(value["statusCode"]) ?? (pattern === "default" ? "200" : pattern);
    const response: IntegrationResponse = { statusCode };
    if (pattern !== "default") response.selectionPattern = pattern;
    if (isObject(value["responseParameters"])) {
      response.responseParameters = textMapOf(value["responseParameters"]);
    }
    if (isObject(value["responseTemplates"])) {
      response.responseTemplates = textMapOf(value["responseTemplates"]);
    }
    const contentHandling = upper(value["contentHandling"]);
    if (contentHandling !== undefined) {
      response.contentHandling = contentHandling as ContentHandlingStrategy;
    }
    entries.push([statusCode, response]);
  }
  return Object.fromEntries(entries);
}

function upper(value: unknown): string | undefined {
  return textOf(value)?.toUpperCase();
}
