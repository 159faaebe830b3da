// Security schemes: those with x-amazon-apigateway-authorizer are authorizers, an apiKey named x-api-key asks for an
// API key, and x-amazon-apigateway-authtype awsSigv4 is IAM. Others mean nothing to API Gateway.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
import type { AuthorizerType } from "@aws-sdk/client-api-gateway";
import type { ImportReport } from "./import-report.ts";
import type { ImportedAuthorizer, ImportedSecurity } from "./imported-rest-api.ts";
import { isObject, listOf, numberOf, objectOf, textListOf, textOf } from "./json-value.ts";
import type { OpenApiDocument } from "./openapi-document.ts";
import type { JsonObject } from "./json-value.ts";

export const AUTHORIZER_KEY = "x-amazon-apigateway-authorizer";
export const AUTH_TYPE_KEY = "x-amazon-apigateway-authtype";
export const AUTH_KEY = "x-amazon-apigateway-auth";

const TYPES: Readonly<Record<string, AuthorizerType>> = {
  token: "TOKEN",
  request: "REQUEST",
  cognito_user_pools: "COGNITO_USER_POOLS",
};

/** The authorizers that the document's security schemes define. */
export function readAuthorizers(
  document: OpenApiDocument,
  report: ImportReport,
): ImportedAuthorizer[] {
  const authorizers: ImportedAuthorizer[] = [];
  for (const [name, entry] of Object.entries(document.securitySchemes)) {
    const scheme = document.resolve(entry);
    const value = scheme[AUTHORIZER_KEY];
    if (!isObject(value)) {
      const schemeType = textOf(scheme["type"]);
      if (schemeType !== undefined && schemeType !== "apiKey") {
        report.warn(
          `Unsupported security definition type '${schemeType}' for '${name}'. Ignoring.`,
        );
      }
      continue;
    }
    const type = TYPES[(textOf(value["type"]) ?? "token").toLowerCase()];
    if (type === undefined) {
      report.fail(
        `Unable to create authorizer '${name}': Invalid authorizer type: ${textOf(value["type"])}`,
      );
      continue;
    }
    authorizers.push(readAuthorizer(name, type, scheme, value));
  }
  return authorizers;
}

function readAuthorizer(
  name: string,
  type: AuthorizerType,
  scheme: JsonObject,
  value: JsonObject,
): ImportedAuthorizer {
  const authType = textOf(scheme[AUTH_TYPE_KEY]);
  const header = textOf(scheme["name"]);
  // A token is in the header that the scheme names, unless the authorizer says where else.
  const source =
    textOf(value["identitySource"]) ??
    (type === "REQUEST" || header === undefined ? undefined : `method.request.header.${header}`);
  const uri = textOf(value["authorizerUri"]);
  const credentials = textOf(value["authorizerCredentials"]);
  const expression = textOf(value["identityValidationExpression"]);
  const ttlS = numberOf(value["authorizerResultTtlInSeconds"]);
  return {
    name,
    type,
    ...(authType !== undefined && { authType }),
    ...(Array.isArray(value["providerARNs"]) && {
      providerARNs: textListOf(value["providerARNs"]),
    }),
    ...(uri !== undefined && { authorizerUri: uri }),
    ...(credentials !== undefined && { authorizerCredentials: credentials }),
    ...(source !== undefined && { identitySource: source }),
    ...(expression !== undefined && { identityValidationExpression: expression }),
    ...(ttlS !== undefined && { authorizerResultTtlInSeconds: ttlS }),
  };
}

/** What an operation asks of its callers; its own word goes before the document's. */
export function readSecurity(
  document: OpenApiDocument,
  authorizers: readonly ImportedAuthorizer[],
  operation: JsonObject,
): ImportedSecurity {
  const requirements = listOf(operation["security"] ?? document.root["security"]);
  let apiKeyRequired = false;
  let chosen: Omit<ImportedSecurity, "apiKeyRequired"> = { authorizationType: "NONE" };
  for (const requirement of requirements) {
    for (const [name, scopes] of Object.entries(objectOf(requirement))) {
      const scheme = document.resolve(document.securitySchemes[name]);
      const authorizer = authorizers.find((other) => other.name === name);
      if (authorizer !== undefined) chosen = byAuthorizer(authorizer, textListOf(scopes));
      else if (textOf(scheme[AUTH_TYPE_KEY])?.toLowerCase() === "awssigv4") {
        chosen = { authorizationType: "AWS_IAM" };
      } else if (isApiKey(scheme)) apiKeyRequired = true;
    }
  }
  const authType = textOf(objectOf(operation[AUTH_KEY])["type"])?.toUpperCase();
  if (authType === "AWS_IAM" || authType === "NONE") chosen = { authorizationType: authType };
  return { ...chosen, apiKeyRequired };
}

function byAuthorizer(
  authorizer: ImportedAuthorizer,
  scopes: string[],
): Omit<ImportedSecurity, "apiKeyRequired"> {
  const isPool = authorizer.type === "COGNITO_USER_POOLS";
  return {
    authorizationType: isPool ? "COGNITO_USER_POOLS" : "CUSTOM",
    authorizerName: authorizer.name,
    ...(isPool && scopes.length > 0 && { authorizationScopes: scopes }),
  };
}

function isApiKey(scheme: JsonObject): boolean {
  return scheme["type"] === "apiKey" && textOf(scheme["name"])?.toLowerCase() === "x-api-key";
}
