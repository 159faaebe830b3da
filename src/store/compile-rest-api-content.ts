// What a deployment of a REST API froze → plain data for the request path: each method with its integration, what
// it declares, and the stage's settings for it. Pure; also run on undeployed content, for test invocations.
import type {
  Authorizer,
  GatewayResponse,
  Integration,
  IntegrationResponse,
  Method,
  MethodSetting,
  Resource,
} from "@aws-sdk/client-api-gateway";
import type { RestApiContent } from "./records.ts";
import type {
  RestApiContentSnapshot,
  RestAuthorizerSnapshot,
  RestGatewayResponseSnapshot,
  RestIntegrationResponseSnapshot,
  RestIntegrationSnapshot,
  RestMethodResponseSnapshot,
  RestMethodSettingsSnapshot,
  RestMethodSnapshot,
  ThrottleSnapshot,
} from "./snapshots.ts";

/** AWS's defaults: integrations, caches, authorisers. */
const INTEGRATION_TIMEOUT_MS = 29_000;
const CACHE_TTL_SECONDS = 300;
const AUTHORIZER_TTL_SECONDS = 300;
/** What a method with only one of rate and burst has for the other: the account's defaults. */
const ACCOUNT_RATE_LIMIT = 10_000;
const ACCOUNT_BURST_LIMIT = 5000;

type MethodSettings = Readonly<Record<string, MethodSetting>>;

/** Compiles content with the settings of the stage that serves it (none for a test invocation). */
export function compileRestApiContent(
  content: RestApiContent,
  methodSettings: MethodSettings,
  deploymentId: string,
): RestApiContentSnapshot {
  const { restApi } = content;
  const settings = settingsByMethod(methodSettings);
  return {
    deploymentId,
    apiName: restApi.name ?? "",
    disableExecuteApiEndpoint: restApi.disableExecuteApiEndpoint ?? false,
    apiKeySource: restApi.apiKeySource === "AUTHORIZER" ? "AUTHORIZER" : "HEADER",
    binaryMediaTypes: restApi.binaryMediaTypes ?? [],
    minimumCompressionBytes: restApi.minimumCompressionSize ?? null,
    endpointType: restApi.endpointConfiguration?.types?.[0] ?? "EDGE",
    policy: restApi.policy ?? "",
    methods: content.resources.flatMap((resource) => methodsOf(resource, content, settings)),
    models: Object.fromEntries(
      content.models.map(({ name = "", schema = "" }) => [name, schema] as const),
    ),
    gatewayResponses: Object.fromEntries(
      content.gatewayResponses.map((one) => [one.responseType ?? "", compileGatewayResponse(one)]),
    ),
    authorizers: Object.fromEntries(
      content.authorizers.map((one) => [one.id ?? "", compileAuthorizer(one)] as const),
    ),
  };
}

/** Keys as "pets/{id}/GET" and "* / *" (without blanks), whichever way their slashes were written ("~1" and "~0" of JSON Pointer). */
function settingsByMethod(methodSettings: MethodSettings): Map<string, MethodSetting> {
  const settings = new Map<string, MethodSetting>();
  for (const [key, setting] of Object.entries(methodSettings)) {
    const plain = key.replaceAll("~1", "/").replaceAll("~0", "~").replace(/^\/+/, "");
    settings.set(plain, setting);
  }
  return settings;
}

function methodsOf(
  resource: Resource,
  content: RestApiContent,
  settings: ReadonlyMap<string, MethodSetting>,
): RestMethodSnapshot[] {
  const resourcePath = resource.path ?? "/";
  return Object.entries(resource.resourceMethods ?? {}).map(([httpMethod, method]) => {
    const validator = content.requestValidators.find(({ id }) => id === method.requestValidatorId);
    const own = settings.get(`${resourcePath.slice(1)}/${httpMethod}`.replace(/^\/+/, ""));
    return {
      resourceId: resource.id ?? "",
      resourcePath,
      httpMethod,
      ...compileMethodRequest(method),
      validatesBody: validator?.validateRequestBody ?? false,
      validatesParameters: validator?.validateRequestParameters ?? false,
      methodResponses: compileMethodResponses(method),
      integration:
        method.methodIntegration === undefined
          ? null
          : compileIntegration(method.methodIntegration, resource.id ?? ""),
      settings: compileSettings(httpMethod, own, settings.get("*/*")),
    };
  });
}

function compileMethodRequest(method: Method) {
  return {
    authorizationType: method.authorizationType ?? "NONE",
    authorizerId: method.authorizerId ?? "",
    authorizationScopes: method.authorizationScopes ?? [],
    apiKeyRequired: method.apiKeyRequired ?? false,
    operationName: method.operationName ?? "",
    requestParameters: { ...method.requestParameters },
    requestModels: { ...method.requestModels },
  };
}

function compileMethodResponses(method: Method): Record<string, RestMethodResponseSnapshot> {
  return Object.fromEntries(
    Object.entries(method.methodResponses ?? {}).map(([status, response]) => [
      status,
      {
        responseParameters: Object.keys(response.responseParameters ?? {}),
        responseModels: { ...response.responseModels },
      },
    ]),
  );
}

function compileIntegration(integration: Integration, resourceId: string): RestIntegrationSnapshot {
  return {
    ...compileConnection(integration),
    type: integration.type ?? "MOCK",
    httpMethod: integration.httpMethod ?? "",
    credentials: integration.credentials ?? "",
    timeoutMs: integration.timeoutInMillis ?? INTEGRATION_TIMEOUT_MS,
    passthroughBehavior: passthroughOf(integration),
    contentHandling: integration.contentHandling ?? null,
    streams: integration.responseTransferMode === "STREAM",
    requestParameters: { ...integration.requestParameters },
    requestTemplates: { ...integration.requestTemplates },
    responses: compileResponses(integration.integrationResponses ?? {}),
    cacheNamespace: integration.cacheNamespace ?? resourceId,
    cacheKeyParameters: integration.cacheKeyParameters ?? [],
  };
}

function compileConnection(integration: Integration) {
  const isPrivate = integration.connectionType === "VPC_LINK";
  return {
    uri: integration.uri ?? "",
    connectionType: isPrivate ? ("VPC_LINK" as const) : ("INTERNET" as const),
    connectionId: isPrivate ? (integration.connectionId ?? "") : "",
    integrationTarget: isPrivate ? (integration.integrationTarget ?? "") : "",
    insecureSkipVerification: integration.tlsConfig?.insecureSkipVerification ?? false,
  };
}

function passthroughOf(integration: Integration): RestIntegrationSnapshot["passthroughBehavior"] {
  switch (integration.passthroughBehavior) {
    case "NEVER":
    case "WHEN_NO_TEMPLATES":
      return integration.passthroughBehavior;
    default:
      return "WHEN_NO_MATCH";
  }
}

/** In the order in which patterns are tried, the one without a pattern last. */
function compileResponses(
  responses: Readonly<Record<string, IntegrationResponse>>,
): RestIntegrationResponseSnapshot[] {
  return Object.entries(responses)
    .map(([status, response]) => ({
      statusCode: Number(response.statusCode ?? status),
      selectionPattern: response.selectionPattern ?? "",
      responseParameters: { ...response.responseParameters },
      responseTemplates: { ...response.responseTemplates },
      contentHandling: response.contentHandling ?? null,
    }))
    .toSorted((a, b) => Number(a.selectionPattern === "") - Number(b.selectionPattern === ""));
}

function compileSettings(
  httpMethod: string,
  own: MethodSetting | undefined,
  common: MethodSetting | undefined,
): RestMethodSettingsSnapshot {
  const level = own?.loggingLevel ?? common?.loggingLevel;
  return {
    metricsEnabled: own?.metricsEnabled ?? common?.metricsEnabled ?? false,
    loggingLevel: level === "INFO" || level === "ERROR" ? level : "OFF",
    dataTraceEnabled: own?.dataTraceEnabled ?? common?.dataTraceEnabled ?? false,
    throttle: compileThrottle(own) ?? compileThrottle(common),
    // What a stage says of all methods' caching is for GET alone; the cache sees to it for ANY.
    cachingEnabled:
      own?.cachingEnabled ??
      ((httpMethod === "GET" || httpMethod === "ANY") && common?.cachingEnabled === true),
    cacheTtlSeconds: own?.cacheTtlInSeconds ?? common?.cacheTtlInSeconds ?? CACHE_TTL_SECONDS,
    requireAuthorizationForCacheControl:
      own?.requireAuthorizationForCacheControl ??
      common?.requireAuthorizationForCacheControl ??
      true,
    unauthorizedCacheControlHeaderStrategy:
      own?.unauthorizedCacheControlHeaderStrategy ??
      common?.unauthorizedCacheControlHeaderStrategy ??
      "SUCCEED_WITH_RESPONSE_HEADER",
  };
}

function compileThrottle(setting: MethodSetting | undefined): ThrottleSnapshot | null {
  const rate = setting?.throttlingRateLimit;
  const burst = setting?.throttlingBurstLimit;
  if (rate === undefined && burst === undefined) return null;
  // -1 stands for no limit of the stage's own.
  if ((rate ?? 0) < 0 && (burst ?? 0) < 0) return null;
  return { rateLimit: rate ?? ACCOUNT_RATE_LIMIT, burstLimit: burst ?? ACCOUNT_BURST_LIMIT };
}

function compileGatewayResponse(response: GatewayResponse): RestGatewayResponseSnapshot {
  return {
    statusCode: response.statusCode === undefined ? null : Number(response.statusCode),
    responseParameters: { ...response.responseParameters },
    responseTemplates: { ...response.responseTemplates },
  };
}

function compileAuthorizer(authorizer: Authorizer): RestAuthorizerSnapshot {
  return {
    authorizerId: authorizer.id ?? "",
    name: authorizer.name ?? "",
    type: authorizer.type ?? "TOKEN",
    providerArns: authorizer.providerARNs ?? [],
    authorizerUri: authorizer.authorizerUri ?? "",
    identitySource: authorizer.identitySource ?? "",
    identityValidationExpression: authorizer.identityValidationExpression ?? "",
    resultTtlSeconds: authorizer.authorizerResultTtlInSeconds ?? AUTHORIZER_TTL_SECONDS,
  };
}
