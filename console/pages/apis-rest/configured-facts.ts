// The API as it is configured now, in the form that can be compared.
import type {
  Authorizer,
  GatewayResponse,
  Integration,
  Method,
  Model,
  RequestValidator,
  Resource,
  RestApi,
} from "@aws-sdk/client-api-gateway";
import {
  addAuthorizerFact,
  addFact,
  addFacts,
  addIntegrationFacts,
  addPolicyFact,
  addValidatorFact,
  API_PLACE,
  type ApiFacts,
  AUTHORIZERS_PLACE,
  type Facts,
  GATEWAY_RESPONSES_PLACE,
  MODELS_PLACE,
  VALIDATORS_PLACE,
} from "./api-facts.ts";
import { canonicalJson, type JsonObject } from "./json-value.ts";
import { policyOf } from "./resource-policies.ts";

export interface ConfiguredApi {
  readonly api: RestApi;
  readonly resources: readonly Resource[];
  readonly models: readonly Model[];
  readonly gatewayResponses: readonly GatewayResponse[];
  readonly authorizers: readonly Authorizer[];
  readonly validators: readonly RequestValidator[];
}

export function configuredFacts(configured: ConfiguredApi): ApiFacts {
  const places: ApiFacts = new Map();
  places.set(API_PLACE, apiFacts(configured.api));
  places.set(MODELS_PLACE, modelFacts(configured.models));
  places.set(GATEWAY_RESPONSES_PLACE, gatewayResponseFacts(configured.gatewayResponses));
  places.set(AUTHORIZERS_PLACE, factsByName(configured.authorizers, addAuthorizerFact));
  places.set(VALIDATORS_PLACE, factsByName(configured.validators, addValidatorFact));
  for (const { path = "", resourceMethods = {} } of configured.resources) {
    for (const [httpMethod, method] of Object.entries(resourceMethods)) {
      places.set(`${httpMethod} ${path}`, methodFacts(method, configured));
    }
  }
  return places;
}

function apiFacts(api: RestApi): Facts {
  const facts: Facts = new Map();
  addFact(facts, "API key source", api.apiKeySource ?? "HEADER");
  addFact(facts, "Minimum compression size", api.minimumCompressionSize);
  addFact(facts, "Binary media types", [...(api.binaryMediaTypes ?? [])].sort().join(", "));
  addFact(facts, "Default endpoint disabled", api.disableExecuteApiEndpoint === true);
  const endpointIds = api.endpointConfiguration?.vpcEndpointIds ?? [];
  addFact(facts, "VPC endpoints", [...endpointIds].sort().join(", "));
  const policy = policyOf(api);
  if (policy !== "") addPolicyFact(facts, JSON.parse(policy));
  return facts;
}

function factsByName<Part extends { name?: string | undefined }>(
  parts: readonly Part[],
  add: (facts: Facts, name: string, part: JsonObject) => void,
): Facts {
  const facts: Facts = new Map();
  for (const part of parts) add(facts, part.name ?? "", { ...part });
  return facts;
}

/** References are kept as names of models. */
function modelFacts(models: readonly Model[]): Facts {
  const facts: Facts = new Map();
  for (const { name = "", schema = "{}" } of models) {
    const plain = schema.replaceAll(
      /"https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/"]+\/models\/([^/"]+)"/g,
      '"$1"',
    );
    try {
      facts.set(name, canonicalJson(JSON.parse(plain)));
    } catch {
      facts.set(name, plain);
    }
  }
  return facts;
}

function gatewayResponseFacts(responses: readonly GatewayResponse[]): Facts {
  const facts: Facts = new Map();
  for (const response of responses) {
    if (response.defaultResponse === true) continue;
    const type = response.responseType ?? "";
    addFact(facts, `${type} status`, response.statusCode);
    addFacts(facts, `${type} header`, response.responseParameters);
    addFacts(facts, `${type} template`, response.responseTemplates);
  }
  return facts;
}

function methodFacts(method: Method, configured: ConfiguredApi): Facts {
  const facts: Facts = new Map();
  const { authorizationType = "NONE", authorizerId = "", requestValidatorId = "" } = method;
  const authorizer = configured.authorizers.find(({ id }) => id === authorizerId);
  const validator = configured.validators.find(({ id }) => id === requestValidatorId);
  addFact(facts, "Authorization", authorizer?.name ?? authorizationType);
  addFact(facts, "API key required", method.apiKeyRequired === true);
  addFact(facts, "Authorization scopes", (method.authorizationScopes ?? []).join(", "));
  addFact(facts, "Operation name", method.operationName);
  addFact(facts, "Request validator", validator?.name);
  for (const [key, isRequired] of Object.entries(method.requestParameters ?? {})) {
    const name = key.replace(/^method\.request\./, "");
    addFact(facts, `Request parameter ${name}`, isRequired ? "required" : "optional");
  }
  addFacts(facts, "Request body", method.requestModels);
  for (const [status, response] of Object.entries(method.methodResponses ?? {})) {
    addFact(facts, `Method response ${status}`, "defined");
    for (const key of Object.keys(response.responseParameters ?? {})) {
      const name = key.replace(/^method\.response\.header\./, "");
      addFact(facts, `Method response ${status} header ${name}`, "defined");
    }
    addFacts(facts, `Method response ${status} body`, response.responseModels);
  }
  if (method.methodIntegration !== undefined) {
    addIntegrationFacts(facts, asExtension(method.methodIntegration));
  }
  return facts;
}

/** With its responses by selection pattern, "default" standing for none. */
function asExtension({ integrationResponses = {}, ...integration }: Integration): JsonObject {
  return {
    ...integration,
    responses: Object.fromEntries(
      Object.values(integrationResponses).map(({ selectionPattern = "", ...response }) => [
        selectionPattern === "" ? "default" : selectionPattern,
        response,
      ]),
    ),
  };
}
