// What a stage has deployed, from its export in OpenAPI 3 with API Gateway's extensions, in the form that can be
// compared. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html
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
import { arrayOf, canonicalJson, type JsonObject, objectOf, textOf } from "./json-value.ts";

const PREFIX = "x-amazon-apigateway-";
const AUTHORIZER_KEY = `${PREFIX}authorizer`;
const ANY_KEY = `${PREFIX}any-method`;
const VERBS = new Set(["get", "put", "post", "delete", "patch", "options", "head", ANY_KEY]);
const SCHEMA_REFERENCE = "#/components/schemas/";
const PLACES: Readonly<Record<string, string>> = { query: "querystring" };
/** The names of what is no authorizer in security requirements. */
const API_KEY_SCHEME = "api_key";
const IAM_SCHEME = "sigv4";

export function exportedFacts(document: unknown): ApiFacts {
  const root = objectOf(document);
  const places: ApiFacts = new Map();
  places.set(API_PLACE, apiFacts(root));
  places.set(MODELS_PLACE, modelFacts(root));
  places.set(GATEWAY_RESPONSES_PLACE, gatewayResponseFacts(root));
  places.set(AUTHORIZERS_PLACE, authorizerFacts(root));
  places.set(VALIDATORS_PLACE, validatorFacts(root));
  for (const [path, item] of Object.entries(objectOf(root["paths"]))) {
    for (const [key, operation] of Object.entries(objectOf(item))) {
      if (!VERBS.has(key)) continue;
      const httpMethod = key === ANY_KEY ? "ANY" : key.toUpperCase();
      places.set(`${httpMethod} ${path}`, operationFacts(objectOf(operation)));
    }
  }
  return places;
}

function apiFacts(root: JsonObject): Facts {
  const facts: Facts = new Map();
  const types = arrayOf(root[`${PREFIX}binary-media-types`]).map(String);
  const endpoint = objectOf(root[`${PREFIX}endpoint-configuration`]);
  addFact(facts, "API key source", root[`${PREFIX}api-key-source`] ?? "HEADER");
  addFact(facts, "Minimum compression size", root[`${PREFIX}minimum-compression-size`]);
  addFact(facts, "Binary media types", types.sort().join(", "));
  addFact(facts, "Default endpoint disabled", endpoint["disableExecuteApiEndpoint"] === true);
  const endpointIds = arrayOf(endpoint["vpcEndpointIds"]).map(String);
  addFact(facts, "VPC endpoints", endpointIds.sort().join(", "));
  addPolicyFact(facts, root[`${PREFIX}policy`]);
  return facts;
}

/**
 * Those that methods use. An identity source that is one header is the name of the scheme.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
 */
function authorizerFacts(root: JsonObject): Facts {
  const facts: Facts = new Map();
  const { securitySchemes } = objectOf(root["components"]) as { securitySchemes?: unknown };
  for (const [name, value] of Object.entries(objectOf(securitySchemes))) {
    const scheme = objectOf(value);
    if (scheme[AUTHORIZER_KEY] === undefined) continue;
    const authorizer = objectOf(scheme[AUTHORIZER_KEY]);
    const isRequest = textOf(authorizer["type"])?.toLowerCase() === "request";
    const header = `method.request.header.${String(scheme["name"])}`;
    const identitySource = authorizer["identitySource"] ?? (isRequest ? undefined : header);
    addAuthorizerFact(facts, name, { ...authorizer, identitySource });
  }
  return facts;
}

function validatorFacts(root: JsonObject): Facts {
  const facts: Facts = new Map();
  const validators = objectOf(root[`${PREFIX}request-validators`]);
  for (const [name, value] of Object.entries(validators)) {
    addValidatorFact(facts, name, objectOf(value));
  }
  return facts;
}

function modelFacts(root: JsonObject): Facts {
  const facts: Facts = new Map();
  const { schemas } = objectOf(root["components"]) as { schemas?: unknown };
  for (const [name, schema] of Object.entries(objectOf(schemas))) {
    facts.set(name, canonicalJson(schema).replaceAll(`"${SCHEMA_REFERENCE}`, '"'));
  }
  return facts;
}

function gatewayResponseFacts(root: JsonObject): Facts {
  const facts: Facts = new Map();
  const responses = objectOf(root[`${PREFIX}gateway-responses`]);
  for (const [type, value] of Object.entries(responses)) {
    const response = objectOf(value);
    addFact(facts, `${type} status`, response["statusCode"]);
    addFacts(facts, `${type} header`, response["responseParameters"]);
    addFacts(facts, `${type} template`, response["responseTemplates"]);
  }
  return facts;
}

function operationFacts(operation: JsonObject): Facts {
  const facts: Facts = new Map();
  addSecurity(facts, arrayOf(operation["security"]));
  addFact(facts, "Operation name", operation["operationId"]);
  addFact(facts, "Request validator", operation[`${PREFIX}request-validator`]);
  for (const entry of arrayOf(operation["parameters"])) {
    const parameter = objectOf(entry);
    const where = String(parameter["in"]);
    const name = `${PLACES[where] ?? where}.${String(parameter["name"])}`;
    const isRequired = parameter["required"] === true;
    addFact(facts, `Request parameter ${name}`, isRequired ? "required" : "optional");
  }
  addFacts(facts, "Request body", modelsOf(objectOf(operation["requestBody"])));
  for (const [status, value] of Object.entries(objectOf(operation["responses"]))) {
    const response = objectOf(value);
    addFact(facts, `Method response ${status}`, "defined");
    for (const name of Object.keys(objectOf(response["headers"]))) {
      addFact(facts, `Method response ${status} header ${name}`, "defined");
    }
    addFacts(facts, `Method response ${status} body`, modelsOf(response));
  }
  const integration = operation[`${PREFIX}integration`];
  if (integration !== undefined) addIntegrationFacts(facts, objectOf(integration));
  return facts;
}

function addSecurity(facts: Facts, requirements: readonly unknown[]): void {
  let authorization = "NONE";
  let isKeyRequired = false;
  for (const requirement of requirements) {
    for (const [name, scopes] of Object.entries(objectOf(requirement))) {
      if (name === API_KEY_SCHEME) isKeyRequired = true;
      else authorization = name === IAM_SCHEME ? "AWS_IAM" : name;
      addFact(facts, "Authorization scopes", arrayOf(scopes).join(", "));
    }
  }
  addFact(facts, "Authorization", authorization);
  addFact(facts, "API key required", isKeyRequired);
}

/** Content type → name of the model. */
function modelsOf(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(objectOf(body["content"])).map(([contentType, content]) => {
      const reference = textOf(objectOf(objectOf(content)["schema"])["$ref"]) ?? "";
      return [contentType, reference.replace(SCHEMA_REFERENCE, "")];
    }),
  );
}
