// Refusals of models, validators, gateway responses, documentation, API keys and usage plans through the AWS SDK for
// JavaScript: status, code and text as AWS has answered them. Each case changes nothing, so all are put to one API.
import * as sdk from "@aws-sdk/client-api-gateway";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

const OPS = "[add, remove, move, test, replace, copy]";
const TYPES =
  "[REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, AUTHORIZER_CONFIGURATION_ERROR, MISSING_AUTHENTICATION_TOKEN, BAD_REQUEST_BODY, INVALID_SIGNATURE, INVALID_API_KEY, BAD_REQUEST_PARAMETERS, AUTHORIZER_FAILURE, UNAUTHORIZED, INTEGRATION_TIMEOUT, ACCESS_DENIED, DEFAULT_4XX, DEFAULT_5XX, WAF_FILTERED, QUOTA_EXCEEDED, THROTTLED, API_CONFIGURATION_ERROR, UNSUPPORTED_MEDIA_TYPE, INTEGRATION_FAILURE, EXPIRED_TOKEN]";
const FAKE_TYPE = `1 validation error detected: Value 'FAKE_RESPONSE_TYPE' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: ${TYPES}`;
const NO_API = "Invalid API identifier specified 000000000000:none";

let server: ControlPlaneServer;
let client: sdk.APIGatewayClient;
/** What stands for "$api", "$plan", … in the cases. */
const ids = new Map<string, string>();

beforeAll(async () => {
  server = await startControlPlaneServer();
  client = new sdk.APIGatewayClient(server.clientConfig);
  const { id: restApiId = "", rootResourceId: resourceId } = await client.send(
    new sdk.CreateRestApiCommand({ name: "errors" }),
  );
  ids.set("$api", restApiId);
  const contentType = "application/json";
  await client.send(
    new sdk.CreateModelCommand({ restApiId, name: "Used", contentType, schema: "{}" }),
  );
  const resource = await client.send(
    new sdk.CreateResourceCommand({ restApiId, parentId: resourceId, pathPart: "test" }),
  );
  const method = { restApiId, httpMethod: "ANY", authorizationType: "NONE" };
  await client.send(
    new sdk.PutMethodCommand({ ...method, resourceId, requestModels: { [contentType]: "Used" } }),
  );
  await client.send(
    new sdk.CreateModelCommand({ restApiId, name: "Deep", contentType, schema: "{}" }),
  );
  const deep = { ...method, resourceId: resource.id, requestModels: { [contentType]: "Deep" } };
  await client.send(new sdk.PutMethodCommand(deep));
  const validator = await client.send(new sdk.CreateRequestValidatorCommand({ restApiId }));
  ids.set("$validator", validator.id ?? "");
  const part = await client.send(
    new sdk.CreateDocumentationPartCommand({
      restApiId,
      location: { type: "API" },
      properties: "{}",
    }),
  );
  ids.set("$part", part.id ?? "");
  const key = await client.send(new sdk.CreateApiKeyCommand({ name: "key" }));
  ids.set("$key", key.id ?? "");
  const plan = await client.send(new sdk.CreateUsagePlanCommand({ name: "plan" }));
  ids.set("$plan", plan.id ?? "");
});

afterAll(async () => {
  client.destroy();
  await server.close();
});

/** The input with ids in place of their names, at any depth. */
function filled(value: unknown): unknown {
  if (typeof value === "string") return ids.get(value) ?? value;
  if (Array.isArray(value)) return value.map(filled);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, filled(entry)]));
}

const BAD = "BadRequestException";
const GONE = "NotFoundException";
const TAKEN = "ConflictException";
const SHAPE = "ValidationException";

const api = { restApiId: "$api" };
const noApi = { restApiId: "none" };
const model = { contentType: "application/json", name: "New", schema: "{}" };
const location = { location: { type: "API" }, properties: "{}" };
const response = { ...api, responseType: "DEFAULT_4XX" };

function patch(op: string, path?: string, value?: string): object {
  return { patchOperations: [{ op, path, value }] };
}

type Case = readonly [operation: string, input: object, code: string, message: string];

const CASES: readonly Case[] = [
  ["CreateModel", { ...noApi, ...model }, GONE, NO_API],
  ["CreateModel", { ...api, ...model, name: "" }, BAD, "Model name must be non-empty"],
  [
    "CreateModel",
    { ...api, ...model, schema: "" },
    BAD,
    "Model schema must have at least 1 property or array items defined",
  ],
  [
    "CreateModel",
    { ...api, ...model, name: "Used" },
    TAKEN,
    "Model name already exists for this REST API",
  ],
  ["GetModels", noApi, GONE, NO_API],
  ["GetModel", { ...api, modelName: "MySchema" }, GONE, "Invalid model name specified: MySchema"],
  [
    "DeleteModel",
    { ...api, modelName: "MySchema" },
    GONE,
    "Invalid model name specified: MySchema",
  ],
  [
    "DeleteModel",
    { ...api, modelName: "Used" },
    TAKEN,
    "Cannot delete model 'Used', is referenced in method request: //ANY",
  ],
  [
    "DeleteModel",
    { ...api, modelName: "Deep" },
    TAKEN,
    "Cannot delete model 'Deep', is referenced in method request: /test/ANY",
  ],
  [
    "UpdateModel",
    { ...api, modelName: "mySchema", ...patch("replace", "/schema", "{}") },
    GONE,
    "Invalid model name specified: mySchema",
  ],
  [
    "UpdateModel",
    { ...api, modelName: "Used", ...patch("replace", "/name", "x") },
    BAD,
    "Invalid patch path  '/name' specified for op 'replace'. Must be one of: [/description, /schema]",
  ],
  [
    "UpdateModel",
    { ...api, modelName: "Used", ...patch("add", "/wrong-path", "x") },
    BAD,
    "Invalid patch path  '/wrong-path' specified for op 'add'. Please choose supported operations",
  ],
  [
    "UpdateModel",
    { ...api, modelName: "Used", ...patch("replace", "/schema", "") },
    BAD,
    "Model schema must have at least 1 property or array items defined",
  ],
  ["CreateRequestValidator", noApi, BAD, "Invalid REST API identifier specified"],
  ["GetRequestValidators", noApi, GONE, NO_API],
  [
    "GetRequestValidator",
    { ...api, requestValidatorId: "none" },
    GONE,
    "Invalid Request Validator identifier specified",
  ],
  [
    "DeleteRequestValidator",
    { ...api, requestValidatorId: "none" },
    GONE,
    "Invalid Request Validator identifier specified",
  ],
  [
    "UpdateRequestValidator",
    { ...api, requestValidatorId: "$validator", ...patch("replace", "/invalidPath", "x") },
    BAD,
    "Invalid patch path  '/invalidPath' specified for op 'replace'. Must be one of: [/name, /validateRequestParameters, /validateRequestBody]",
  ],
  [
    "UpdateRequestValidator",
    { ...api, requestValidatorId: "$validator", ...patch("add", "/validateRequestBody", "true") },
    BAD,
    "Invalid patch path  '/validateRequestBody' specified for op 'add'. Please choose supported operations",
  ],
  [
    "UpdateRequestValidator",
    { ...api, requestValidatorId: "$validator", ...patch("remove", "/validateRequestBody") },
    BAD,
    "Invalid patch path  '/validateRequestBody' specified for op 'remove'. Please choose supported operations",
  ],
  [
    "UpdateRequestValidator",
    { ...api, requestValidatorId: "$validator", ...patch("replace", "/name", "") },
    BAD,
    "Request Validator name cannot be blank",
  ],
  ["GetAuthorizers", noApi, GONE, NO_API],
  ["GetGatewayResponses", noApi, GONE, NO_API],
  ["GetGatewayResponse", { ...response, ...noApi }, GONE, NO_API],
  ["DeleteGatewayResponse", { ...response, ...noApi }, GONE, NO_API],
  ["DeleteGatewayResponse", response, GONE, "Gateway response type not defined on api"],
  ["GetGatewayResponse", { ...api, responseType: "FAKE_RESPONSE_TYPE" }, SHAPE, FAKE_TYPE],
  ["PutGatewayResponse", { ...api, responseType: "FAKE_RESPONSE_TYPE" }, SHAPE, FAKE_TYPE],
  ["DeleteGatewayResponse", { ...api, responseType: "FAKE_RESPONSE_TYPE" }, SHAPE, FAKE_TYPE],
  ["UpdateGatewayResponse", { ...api, responseType: "FAKE_RESPONSE_TYPE" }, SHAPE, FAKE_TYPE],
  [
    "UpdateGatewayResponse",
    { ...response, ...patch("wrong-op", "/statusCode", "400") },
    SHAPE,
    `1 validation error detected: Value 'wrong-op' at 'updateGatewayResponseInput.patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: ${OPS}`,
  ],
  [
    "UpdateGatewayResponse",
    { ...response, ...noApi, ...patch("replace", "/statusCode", "400") },
    GONE,
    NO_API,
  ],
  [
    "UpdateGatewayResponse",
    { ...response, ...patch("add", "/statusCode", "400") },
    BAD,
    "Invalid patch path /statusCode",
  ],
  [
    "UpdateGatewayResponse",
    { ...response, ...patch("replace", "/wrongPath", "x") },
    BAD,
    "Invalid patch path /wrongPath",
  ],
  ["UpdateGatewayResponse", { ...response, ...patch("add") }, BAD, "Invalid patch path null"],
  [
    "UpdateGatewayResponse",
    { ...response, ...patch("replace", "/responseParameters/gatewayresponse.header.X", "'x'") },
    GONE,
    "Invalid parameter name specified",
  ],
  [
    "UpdateGatewayResponse",
    { ...response, ...patch("add", "/responseParameters/gatewayresponse.header.X") },
    BAD,
    "Invalid null or empty value in responseParameters",
  ],
  [
    "UpdateGatewayResponse",
    { ...response, ...patch("replace", "/responseTemplates/application~1json") },
    BAD,
    "Invalid null or empty value in responseTemplates",
  ],
  ["CreateDocumentationPart", { ...noApi, ...location }, GONE, NO_API],
  [
    "CreateDocumentationPart",
    { ...api, ...location, location: { type: "INVALID" } },
    SHAPE,
    "1 validation error detected: Value 'INVALID' at 'createDocumentationPartInput.location.type' failed to satisfy constraint: Member must satisfy enum value set: [RESPONSE_BODY, RESPONSE, METHOD, MODEL, AUTHORIZER, RESPONSE_HEADER, RESOURCE, PATH_PARAMETER, REQUEST_BODY, QUERY_PARAMETER, API, REQUEST_HEADER]",
  ],
  ["GetDocumentationParts", noApi, GONE, NO_API],
  ["DeleteDocumentationPart", { ...noApi, documentationPartId: "none" }, GONE, NO_API],
  ...["GetDocumentationPart", "DeleteDocumentationPart", "UpdateDocumentationPart"].map(
    (operation): Case => [
      operation,
      { ...api, documentationPartId: "none", ...patch("replace", "/properties", "{}") },
      GONE,
      "Invalid Documentation part identifier specified",
    ],
  ),
  [
    "UpdateDocumentationPart",
    { ...api, documentationPartId: "$part", ...patch("replace", "/invalidPath", "{}") },
    BAD,
    "Invalid patch path  '/invalidPath' specified for op 'replace'. Must be one of: [/properties]",
  ],
  [
    "UpdateDocumentationPart",
    { ...api, documentationPartId: "$part", ...patch("add", "/properties", "{}") },
    BAD,
    "Invalid patch path  '/properties' specified for op 'add'. Please choose supported operations",
  ],
  [
    "ImportDocumentationParts",
    { ...api, body: Buffer.from("[]") },
    BAD,
    "Unable to build importer with provided input.",
  ],
  [
    "CreateApiKey",
    { value: "k".repeat(19) },
    BAD,
    "API Key value should be at least 20 characters",
  ],
  [
    "CreateApiKey",
    { value: "k".repeat(129) },
    BAD,
    "API Key value exceeds maximum size of 128 characters",
  ],
  [
    "CreateApiKey",
    { name: "n".repeat(1025) },
    BAD,
    "Invalid API Key name, can be at most 1024 characters.",
  ],
  [
    "CreateApiKey",
    { description: "d".repeat(125_001) },
    BAD,
    "Invalid API Key description specified.",
  ],
  [
    "UpdateApiKey",
    { apiKey: "$key", ...patch("replace", "/description", "d".repeat(125_001)) },
    BAD,
    "Invalid API Key description specified.",
  ],
  [
    "UpdateApiKey",
    { apiKey: "$key", ...patch("replace", "/id", "x") },
    BAD,
    "Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/description, /enabled, /name, /customerId]",
  ],
  [
    "UpdateUsagePlan",
    { usagePlanId: "none", ...patch("replace", "/name", "x") },
    GONE,
    "Invalid Usage Plan ID specified",
  ],
  [
    "UpdateUsagePlan",
    { usagePlanId: "$plan", ...patch("add", "/apiStages", "wrong") },
    BAD,
    "Invalid API Stage specified",
  ],
];

test.for(CASES)("%s of %j answers %s: %s", async ([operation, input, code, message]) => {
  const Command = Reflect.get(sdk, `${operation}Command`) as typeof sdk.GetRestApiCommand;
  const status = { [GONE]: 404, [TAKEN]: 409 }[code] ?? 400;
  const command = new Command(filled(input) as sdk.GetRestApiCommandInput);
  await expect(client.send(command)).rejects.toMatchObject({
    name: code,
    message,
    $metadata: { httpStatusCode: status },
  });
});

test("UpdateUsagePlan names the stage that is not there, and the plan", async () => {
  const usagePlanId = ids.get("$plan");
  const apiId = ids.get("$api");
  const update = client.send(
    new sdk.UpdateUsagePlanCommand({
      usagePlanId,
      patchOperations: [{ op: "add", path: "/apiStages", value: `${apiId}:fakestagename` }],
    }),
  );
  await expect(update).rejects.toMatchObject({
    name: GONE,
    message: `Invalid API Stage {api: ${apiId}, stage: fakestagename} specified for usageplan ${usagePlanId}`,
  });
});
