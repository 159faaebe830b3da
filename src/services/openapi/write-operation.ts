// A method of an export as an OpenAPI operation: parameters, bodies and responses where the version has them, and
// API Gateway's own things in extensions.
import type {
  DocumentationPartLocation,
  Method,
  MethodResponse,
} from "@aws-sdk/client-api-gateway";
import { AUTH_KEY } from "./read-security.ts";
import { VALIDATOR_KEY } from "./read-rest-api.ts";
import { INTEGRATION_KEY } from "./read-integration.ts";
import type { DocumentationTexts } from "./documentation-texts.ts";
import { METHOD_TEXT_KEYS } from "./read-texts.ts";
import { writeIntegration } from "./write-integration.ts";
import { writeReference } from "./write-schemas.ts";

const PLACES: Readonly<Record<string, string>> = {
  header: "header",
  querystring: "query",
  path: "path",
};

/** What an operation is written with. */
export interface OperationTarget {
  readonly version: 2 | 3;
  readonly referencePrefix: string;
  readonly resourceId: string;
  readonly path: string;
  readonly texts: DocumentationTexts;
  readonly withIntegrations: boolean;
  readonly withExtensions: boolean;
  readonly withAuthorizers: boolean;
  /** Of the API's request validators and authorizers, by id. */
  readonly validatorNames: ReadonlyMap<string, string>;
  readonly authorizerNames: ReadonlyMap<string, string>;
}

/** The name under which API keys and IAM stand in the security schemes. */
export const API_KEY_SCHEME = "api_key";
export const IAM_SCHEME = "sigv4";

/** The operation. */
export function writeOperation(method: Method, target: OperationTarget): object {
  const { version } = target;
  const written: Record<string, unknown> = textsOf(
    method,
    target,
    { type: "METHOD" },
    METHOD_TEXT_KEYS,
  );
  if (method.operationName !== undefined) written["operationId"] = method.operationName;
  const requestTypes = Object.keys(method.requestModels ?? {});
  const responses = Object.values(method.methodResponses ?? {});
  if (version === 2) {
    if (requestTypes.length > 0) written["consumes"] = requestTypes;
    const types = responses.flatMap((response) => Object.keys(response.responseModels ?? {}));
    if (types.length > 0) written["produces"] = [...new Set(types)];
  }
  const parameters = writeParameters(method, target);
  if (parameters.length > 0) written["parameters"] = parameters;
  if (version === 3 && requestTypes.length > 0) {
    written["requestBody"] = {
      ...textsOf(method, target, { type: "REQUEST_BODY" }),
      content: writeContent(method.requestModels, target),
      required: true,
    };
  }
  written["responses"] = Object.fromEntries(
    responses.map((response) => [
      response.statusCode ?? "",
      writeResponse(method, response, target),
    ]),
  );
  const security = writeSecurity(method, target);
  if (security.length > 0) written["security"] = security;
  writeExtensions(written, method, target);
  return written;
}

const PARAMETER_TYPES = {
  header: "REQUEST_HEADER",
  querystring: "QUERY_PARAMETER",
  path: "PATH_PARAMETER",
} as const;

function writeParameters(method: Method, target: OperationTarget): object[] {
  const { version, referencePrefix } = target;
  const parameters: object[] = [];
  for (const [expression, required] of Object.entries(method.requestParameters ?? {})) {
    const match = /^method\.request\.(header|querystring|path)\.(.+)$/s.exec(expression);
    if (match === null) continue;
    const place = match[1] as keyof typeof PARAMETER_TYPES;
    const name = match[2] ?? "";
    const text = textsOf(method, target, { type: PARAMETER_TYPES[place], name });
    const base = { name, in: PLACES[place], ...text, required };
    parameters.push(
      version === 2 ? { ...base, type: "string" } : { ...base, schema: { type: "string" } },
    );
  }
  const [modelName] = Object.values(method.requestModels ?? {});
  if (version === 2 && modelName !== undefined) {
    parameters.push({
      in: "body",
      name: modelName,
      ...textsOf(method, target, { type: "REQUEST_BODY" }),
      required: true,
      schema: writeReference(modelName, referencePrefix),
    });
  }
  return parameters;
}

function writeContent(
  models: Readonly<Record<string, string>> = {},
  { referencePrefix }: OperationTarget,
): object {
  return Object.fromEntries(
    Object.entries(models).map(([contentType, name]) => [
      contentType,
      { schema: writeReference(name, referencePrefix) },
    ]),
  );
}

function writeResponse(method: Method, response: MethodResponse, target: OperationTarget): object {
  const { statusCode = "" } = response;
  const written: Record<string, unknown> = {
    description: `${statusCode} response`,
    ...textsOf(method, target, { type: "RESPONSE", statusCode }),
  };
  const names = Object.keys(response.responseParameters ?? {}).map((expression) =>
    expression.replace(/^method\.response\.header\./, ""),
  );
  const type = target.version === 2 ? { type: "string" } : { schema: { type: "string" } };
  if (names.length > 0) {
    written["headers"] = Object.fromEntries(
      names.map((name) => [
        name,
        { ...textsOf(method, target, { type: "RESPONSE_HEADER", statusCode, name }), ...type },
      ]),
    );
  }
  const [modelName] = Object.values(response.responseModels ?? {});
  if (modelName === undefined) {
    if (target.version === 3) written["content"] = {};
    return written;
  }
  if (target.version === 3) written["content"] = writeContent(response.responseModels, target);
  else written["schema"] = writeReference(modelName, target.referencePrefix);
  return written;
}

/** What the documentation says of a part of the method. */
function textsOf(
  method: Method,
  { texts, path }: OperationTarget,
  part: Pick<DocumentationPartLocation, "type" | "statusCode" | "name">,
  keys: readonly string[] = ["description"],
): Record<string, unknown> {
  const httpMethod = method.httpMethod === "ANY" ? "*" : (method.httpMethod ?? "*");
  return texts.at({ ...part, path, method: httpMethod }, keys);
}

/** A requirement for each thing that the method asks for, as AWS writes them. */
function writeSecurity(method: Method, target: OperationTarget): object[] {
  const requirements: [string, string[]][] = [];
  const name = target.authorizerNames.get(method.authorizerId ?? "");
  if (name !== undefined) requirements.push([name, method.authorizationScopes ?? []]);
  if (method.authorizationType === "AWS_IAM") requirements.push([IAM_SCHEME, []]);
  if (method.apiKeyRequired === true) requirements.push([API_KEY_SCHEME, []]);
  return requirements.map((requirement) => Object.fromEntries([requirement]));
}

function writeExtensions(
  written: Record<string, unknown>,
  method: Method,
  target: OperationTarget,
): void {
  const validator = target.validatorNames.get(method.requestValidatorId ?? "");
  if (target.withExtensions && validator !== undefined) written[VALIDATOR_KEY] = validator;
  if (target.withAuthorizers && method.authorizationType === "AWS_IAM") {
    written[AUTH_KEY] = { type: "AWS_IAM" };
  }
  if (target.withIntegrations && method.methodIntegration !== undefined) {
    written[INTEGRATION_KEY] = writeIntegration(method.methodIntegration, target.resourceId);
  }
}
