// What can be compared of an API: for each place ("GET /pets") its settings by the names that the pages give them.
// Configured and exported APIs both come to this form.
import { arrayOf, canonicalJson, type JsonObject, objectOf, textOf } from "./json-value.ts";

/** Setting → value as text. */
export type Facts = Map<string, string>;

/** Place → settings. Methods are "GET /pets"; the API itself, its models and gateway responses have places too. */
export type ApiFacts = Map<string, Facts>;

export const API_PLACE = "API settings";
export const MODELS_PLACE = "Models";
export const GATEWAY_RESPONSES_PLACE = "Gateway responses";
export const AUTHORIZERS_PLACE = "Authorizers";
export const VALIDATORS_PLACE = "Request validators";

/** Adds a setting that is there. */
export function addFact(facts: Facts, name: string, value: unknown): void {
  const text = textOf(value);
  if (text !== undefined && text !== "") facts.set(name, text);
}

/** Adds all entries of a map of names to values. */
export function addFacts(facts: Facts, title: string, values: unknown): void {
  for (const [name, value] of Object.entries(objectOf(values))) {
    facts.set(`${title} ${name}`, textOf(value) ?? "");
  }
}

/** A resource policy, however it is laid out. */
export function addPolicyFact(facts: Facts, policy: unknown): void {
  if (policy !== undefined) facts.set("Resource policy", canonicalJson(policy));
}

/** An authorizer with the members of the API. */
export function addAuthorizerFact(facts: Facts, name: string, authorizer: JsonObject): void {
  const {
    type,
    authorizerUri,
    authorizerCredentials,
    identitySource,
    identityValidationExpression,
    authorizerResultTtlInSeconds,
  } = authorizer;
  const settings = {
    type: textOf(type)?.toUpperCase(),
    providerARNs: arrayOf(authorizer["providerARNs"]).map(String).sort(),
    authorizerUri,
    authorizerCredentials,
    identitySource: textOf(identitySource)?.replaceAll(/\s*,\s*/g, ", "),
    identityValidationExpression,
    authorizerResultTtlInSeconds,
  };
  facts.set(name, canonicalJson(settings));
}

/** What a request validator looks at. */
export function addValidatorFact(facts: Facts, name: string, validator: JsonObject): void {
  const parts = [
    ...(validator["validateRequestBody"] === true ? ["body"] : []),
    ...(validator["validateRequestParameters"] === true ? ["parameters"] : []),
  ];
  facts.set(name, parts.join(" and ") || "nothing");
}

/**
 * Settings of an integration in the form of x-amazon-apigateway-integration, whose responses stand under their
 * selection patterns. Defaults that an export leaves out are filled in.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 */
export function addIntegrationFacts(facts: Facts, integration: JsonObject): void {
  const type = (textOf(integration["type"]) ?? "").toUpperCase();
  const isHttp = type === "HTTP" || type === "HTTP_PROXY";
  const tls = objectOf(integration["tlsConfig"]);
  addFact(facts, "Integration type", type);
  addFact(facts, "Endpoint URL", integration["uri"]);
  addFact(facts, "Integration HTTP method", integration["httpMethod"]);
  if (isHttp) addFact(facts, "Connection type", integration["connectionType"] ?? "INTERNET");
  addFact(facts, "VPC link", integration["connectionId"]);
  addFact(facts, "Load balancer", integration["integrationTarget"]);
  addFact(facts, "Execution role", integration["credentials"]);
  if (isHttp) {
    addFact(facts, "Skip certificate verification", tls["insecureSkipVerification"] === true);
  }
  addFact(facts, "Integration timeout (ms)", integration["timeoutInMillis"] ?? 29_000);
  addFact(
    facts,
    "Passthrough behavior",
    (textOf(integration["passthroughBehavior"]) ?? "WHEN_NO_MATCH").toUpperCase(),
  );
  addFact(facts, "Content handling", integration["contentHandling"]);
  addFact(facts, "Response transfer mode", integration["responseTransferMode"]);
  const keys = integration["cacheKeyParameters"];
  if (Array.isArray(keys) && keys.length > 0) addFact(facts, "Cache keys", keys.join(", "));
  addFacts(facts, "Request mapping", integration["requestParameters"]);
  addFacts(facts, "Request template", integration["requestTemplates"]);
  for (const [pattern, value] of Object.entries(objectOf(integration["responses"]))) {
    addResponseFacts(facts, pattern, objectOf(value));
  }
}

function addResponseFacts(facts: Facts, pattern: string, response: JsonObject): void {
  const title = `Integration response ${pattern}:`;
  addFact(facts, `${title} status`, response["statusCode"]);
  addFact(facts, `${title} content handling`, response["contentHandling"]);
  addFacts(facts, `${title} mapping`, response["responseParameters"]);
  addFacts(facts, `${title} template`, response["responseTemplates"]);
}
