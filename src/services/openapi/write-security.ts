// Security schemes of an export: authorizers, API keys and IAM as far as methods use them.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
import type { Authorizer, Method } from "@aws-sdk/client-api-gateway";
import { AUTH_TYPE_KEY, AUTHORIZER_KEY } from "./read-security.ts";
import { API_KEY_SCHEME, IAM_SCHEME } from "./write-operation.ts";

/** The schemes by name; authorizers show what they are only when the export is to have extensions for them. */
export function writeSecuritySchemes(
  authorizers: readonly Authorizer[],
  methods: readonly Method[],
  withAuthorizers: boolean,
): Record<string, object> {
  const schemes: [string, object][] = [];
  for (const authorizer of authorizers) {
    schemes.push([authorizer.name ?? "", writeScheme(authorizer, withAuthorizers)]);
  }
  if (methods.some((method) => method.authorizationType === "AWS_IAM")) {
    const scheme = { type: "apiKey", name: "Authorization", in: "header" };
    schemes.push([IAM_SCHEME, { ...scheme, [AUTH_TYPE_KEY]: "awsSigv4" }]);
  }
  if (methods.some((method) => method.apiKeyRequired === true)) {
    schemes.push([API_KEY_SCHEME, { type: "apiKey", name: "x-api-key", in: "header" }]);
  }
  return Object.fromEntries(schemes);
}

function writeScheme(authorizer: Authorizer, withAuthorizers: boolean): object {
  const { type, authType, identitySource } = authorizer;
  const header = /^method\.request\.header\.(.+)$/.exec(identitySource ?? "")?.[1];
  const isSimple = header !== undefined && !header.includes(",");
  const scheme: Record<string, unknown> = {
    type: "apiKey",
    name: isSimple ? header : type === "REQUEST" ? "Unused" : "Authorization",
    in: "header",
  };
  if (authType !== undefined) scheme[AUTH_TYPE_KEY] = authType;
  if (!withAuthorizers) return scheme;
  const value: Record<string, unknown> = {};
  for (const member of [
    "providerARNs",
    "authorizerUri",
    "authorizerCredentials",
    "authorizerResultTtlInSeconds",
    "identityValidationExpression",
  ] as const) {
    if (authorizer[member] !== undefined) value[member] = authorizer[member];
  }
  if (identitySource !== undefined && (type === "REQUEST" || !isSimple)) {
    value["identitySource"] = identitySource;
  }
  value["type"] = (type ?? "").toLowerCase();
  return { ...scheme, [AUTHORIZER_KEY]: value };
}
