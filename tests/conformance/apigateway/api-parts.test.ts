// Models, request validators, gateway responses, authorizers and documentation through the AWS SDK for JavaScript.
// Expected shapes are written from the API reference (https://docs.aws.amazon.com/apigateway/latest/api/); they have
// not been recorded from AWS unless said.
import * as sdk from "@aws-sdk/client-api-gateway";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

let server: ControlPlaneServer;
let client: sdk.APIGatewayClient;

beforeAll(async () => {
  server = await startControlPlaneServer();
  client = new sdk.APIGatewayClient(server.clientConfig);
});

afterAll(async () => {
  client.destroy();
  await server.close();
});

async function newApi(): Promise<string> {
  const { id = "" } = await client.send(new sdk.CreateRestApiCommand({ name: "parts" }));
  return id;
}

const contentType = "application/json";
const LAMBDA =
  "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations";

test("a new API has the models Empty and Error", async () => {
  const restApiId = await newApi();
  const { items = [] } = await client.send(new sdk.GetModelsCommand({ restApiId }));
  expect(items).toEqual([
    {
      id: expect.stringMatching(/^[a-z0-9]{6}$/),
      name: "Empty",
      description: "This is a default empty schema model",
      contentType,
      schema: expect.stringContaining("Empty Schema"),
    },
    {
      id: expect.stringMatching(/^[a-z0-9]{6}$/),
      name: "Error",
      description: "This is a default error schema model",
      contentType,
      schema: expect.stringContaining("Error Schema"),
    },
  ]);
});

test("a model is created with 201, read, updated with 200 and deleted with 202", async () => {
  const restApiId = await newApi();
  const schema = '{"type":"object","properties":{"name":{"type":"string"}}}';
  const create = new sdk.CreateModelCommand({ restApiId, name: "Pet", contentType, schema });
  const { $metadata, ...created } = await client.send(create);
  expect($metadata.httpStatusCode).toBe(201);
  expect(created).toEqual({ id: expect.any(String), name: "Pet", contentType, schema });
  const modelName = "Pet";
  const updated = await client.send(
    new sdk.UpdateModelCommand({
      restApiId,
      modelName,
      patchOperations: [{ op: "replace", path: "/description", value: "An animal" }],
    }),
  );
  expect(updated).toMatchObject({ ...created, description: "An animal" });
  const template = await client.send(new sdk.GetModelTemplateCommand({ restApiId, modelName }));
  expect(template.value).toBe(`#set($inputRoot = $input.path('$'))\n{\n  "name" : "foo"\n}`);
  const gone = await client.send(new sdk.DeleteModelCommand({ restApiId, modelName }));
  expect(gone.$metadata.httpStatusCode).toBe(202);
  const read = client.send(new sdk.GetModelCommand({ restApiId, modelName }));
  await expect(read).rejects.toMatchObject({ name: "NotFoundException" });
});

test("an update with one bad operation changes nothing", async () => {
  const restApiId = await newApi();
  const modelName = "Empty";
  const before = await client.send(new sdk.GetModelCommand({ restApiId, modelName }));
  const update = client.send(
    new sdk.UpdateModelCommand({
      restApiId,
      modelName,
      patchOperations: [
        { op: "replace", path: "/description", value: "changed" },
        { op: "replace", path: "/name", value: "changed" },
      ],
    }),
  );
  await expect(update).rejects.toMatchObject({ name: "BadRequestException" });
  const after = await client.send(new sdk.GetModelCommand({ restApiId, modelName }));
  expect(after.description).toBe(before.description);
});

test("a request validator checks nothing unless told to", async () => {
  const restApiId = await newApi();
  const { $metadata, ...created } = await client.send(
    new sdk.CreateRequestValidatorCommand({ restApiId, name: "body", validateRequestBody: true }),
  );
  expect($metadata.httpStatusCode).toBe(201);
  expect(created).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{6}$/),
    name: "body",
    validateRequestBody: true,
    validateRequestParameters: false,
  });
  const key = { restApiId, requestValidatorId: created.id };
  const updated = await client.send(
    new sdk.UpdateRequestValidatorCommand({
      ...key,
      patchOperations: [{ op: "replace", path: "/validateRequestParameters", value: "true" }],
    }),
  );
  expect(updated).toMatchObject({ validateRequestBody: true, validateRequestParameters: true });
  const list = await client.send(new sdk.GetRequestValidatorsCommand({ restApiId }));
  expect(list.items).toEqual([{ ...created, validateRequestParameters: true }]);
  const gone = await client.send(new sdk.DeleteRequestValidatorCommand(key));
  expect(gone.$metadata.httpStatusCode).toBe(202);
});

// The default object has been recorded from AWS.
test("a gateway response is the default until it is customised, and again when it is deleted", async () => {
  const restApiId = await newApi();
  const responseType = "MISSING_AUTHENTICATION_TOKEN";
  const key = { restApiId, responseType } as const;
  const byDefault = {
    defaultResponse: true,
    responseParameters: {},
    responseTemplates: { [contentType]: '{"message":$context.error.messageString}' },
    responseType,
    statusCode: "403",
  };
  const read = async () => {
    const { $metadata: _, ...found } = await client.send(new sdk.GetGatewayResponseCommand(key));
    return found;
  };
  expect(await read()).toEqual(byDefault);
  const { $metadata, ...put } = await client.send(
    new sdk.PutGatewayResponseCommand({
      ...key,
      statusCode: "404",
      responseParameters: { "gatewayresponse.header.X-Why": "'gone'" },
    }),
  );
  expect($metadata.httpStatusCode).toBe(201);
  expect(put).toEqual({
    ...byDefault,
    defaultResponse: false,
    statusCode: "404",
    responseParameters: { "gatewayresponse.header.X-Why": "'gone'" },
  });
  await client.send(
    new sdk.UpdateGatewayResponseCommand({
      ...key,
      patchOperations: [
        { op: "replace", path: "/statusCode", value: "410" },
        { op: "remove", path: "/responseParameters/gatewayresponse.header.X-Why" },
        { op: "add", path: "/responseTemplates/text~1html", value: "<p>gone" },
      ],
    }),
  );
  expect(await read()).toEqual({
    ...byDefault,
    defaultResponse: false,
    statusCode: "410",
    responseTemplates: { ...byDefault.responseTemplates, "text/html": "<p>gone" },
  });
  const gone = await client.send(new sdk.DeleteGatewayResponseCommand(key));
  expect(gone.$metadata.httpStatusCode).toBe(202);
  expect(await read()).toEqual(byDefault);
  const { items = [] } = await client.send(new sdk.GetGatewayResponsesCommand({ restApiId }));
  expect(items).toHaveLength(21);
  expect(items.find((item) => item.responseType === "DEFAULT_5XX")).toEqual({
    ...byDefault,
    responseType: "DEFAULT_5XX",
    statusCode: undefined,
  });
});

test("an authorizer of each kind is kept with AWS's defaults", async () => {
  const restApiId = await newApi();
  const token = await client.send(
    new sdk.CreateAuthorizerCommand({
      restApiId,
      name: "token",
      type: "TOKEN",
      authorizerUri: LAMBDA,
      identitySource: "method.request.header.Authorization",
    }),
  );
  expect(token).toEqual({
    $metadata: expect.objectContaining({ httpStatusCode: 201 }),
    id: expect.stringMatching(/^[a-z0-9]{6}$/),
    name: "token",
    type: "TOKEN",
    authType: "custom",
    authorizerUri: LAMBDA,
    identitySource: "method.request.header.Authorization",
    authorizerResultTtlInSeconds: 300,
  });
  const pool = await client.send(
    new sdk.CreateAuthorizerCommand({
      restApiId,
      name: "pool",
      type: "COGNITO_USER_POOLS",
      identitySource: "method.request.header.Authorization",
      providerARNs: ["arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a"],
    }),
  );
  expect(pool).toMatchObject({ authType: "cognito_user_pools" });
  const updated = await client.send(
    new sdk.UpdateAuthorizerCommand({
      restApiId,
      authorizerId: token.id,
      patchOperations: [
        { op: "replace", path: "/type", value: "REQUEST" },
        { op: "replace", path: "/identitySource", value: "" },
        { op: "replace", path: "/authorizerResultTtlInSeconds", value: "0" },
      ],
    }),
  );
  expect(updated).toMatchObject({ type: "REQUEST", authorizerResultTtlInSeconds: 0 });
  expect(updated.identitySource).toBeUndefined();
  const { items = [] } = await client.send(new sdk.GetAuthorizersCommand({ restApiId }));
  expect(items.map((item) => item.name ?? "").toSorted()).toEqual(["pool", "token"]);
});

const BAD_AUTHORIZERS: [what: string, members: object][] = [
  ["a URI that is no function's", { authorizerUri: "https://auth.example" }],
  ["no identity source for a token", { identitySource: undefined }],
  ["a time to live of more than an hour", { authorizerResultTtlInSeconds: 3601 }],
  ["no user pools", { type: "COGNITO_USER_POOLS", providerARNs: [] }],
  ["an empty name", { name: "" }],
];

test.for(BAD_AUTHORIZERS)("an authorizer with %s is refused", async ([, members]) => {
  const restApiId = await newApi();
  const create = client.send(
    new sdk.CreateAuthorizerCommand({
      restApiId,
      name: "bad",
      type: "TOKEN",
      authorizerUri: LAMBDA,
      identitySource: "method.request.header.Authorization",
      ...members,
    }),
  );
  await expect(create).rejects.toMatchObject({ name: "BadRequestException" });
});

test("an authorizer and a validator that a method uses cannot be deleted", async () => {
  const restApiId = await newApi();
  const { rootResourceId: resourceId } = await client.send(
    new sdk.GetRestApiCommand({ restApiId }),
  );
  const { id: authorizerId } = await client.send(
    new sdk.CreateAuthorizerCommand({
      restApiId,
      name: "request",
      type: "REQUEST",
      authorizerUri: LAMBDA,
      identitySource: "method.request.querystring.key",
    }),
  );
  const { id: requestValidatorId } = await client.send(
    new sdk.CreateRequestValidatorCommand({ restApiId, name: "all" }),
  );
  await client.send(
    new sdk.PutMethodCommand({
      restApiId,
      resourceId,
      httpMethod: "GET",
      authorizationType: "CUSTOM",
      authorizerId,
      requestValidatorId,
    }),
  );
  const name = "ConflictException";
  await expect(
    client.send(new sdk.DeleteAuthorizerCommand({ restApiId, authorizerId })),
  ).rejects.toMatchObject({
    name,
    message: "Cannot delete authorizer 'request', is referenced in method: GET//",
  });
  await expect(
    client.send(new sdk.DeleteRequestValidatorCommand({ restApiId, requestValidatorId })),
  ).rejects.toMatchObject({ name, message: expect.stringContaining("//GET") as string });
});

test("documentation parts are frozen by a version", async () => {
  const restApiId = await newApi();
  const location = { type: "METHOD", path: "/pets", method: "GET" } as const;
  const { $metadata, ...part } = await client.send(
    new sdk.CreateDocumentationPartCommand({ restApiId, location, properties: '{"summary":"a"}' }),
  );
  expect($metadata.httpStatusCode).toBe(201);
  expect(part).toEqual({ id: expect.any(String), location, properties: '{"summary":"a"}' });
  const again = client.send(
    new sdk.CreateDocumentationPartCommand({ restApiId, location, properties: "{}" }),
  );
  await expect(again).rejects.toMatchObject({
    name: "ConflictException",
    message:
      "Documentation part already exists for the specified location: type 'METHOD', path '/pets', method 'GET'.",
  });
  const version = await client.send(
    new sdk.CreateDocumentationVersionCommand({ restApiId, documentationVersion: "v1" }),
  );
  expect(version).toMatchObject({ version: "v1", createdDate: expect.any(Date) });
  await client.send(
    new sdk.UpdateDocumentationPartCommand({
      restApiId,
      documentationPartId: part.id,
      patchOperations: [{ op: "replace", path: "/properties", value: '{"summary":"b"}' }],
    }),
  );
  const record = await server.store.read((records) =>
    records
      .in({ account: "000000000000", region: "us-east-1" })
      .get("rest-documentation-version", `${restApiId}/v1`),
  );
  expect(record?.parts).toEqual([part]);
  const found = await client.send(
    new sdk.GetDocumentationPartsCommand({ restApiId, type: "METHOD", path: "/pets" }),
  );
  expect(found.items).toEqual([{ ...part, properties: '{"summary":"b"}' }]);
  const others = await client.send(
    new sdk.GetDocumentationPartsCommand({ restApiId, type: "MODEL" }),
  );
  expect(others.items).toEqual([]);
});

test("ImportDocumentationParts takes the parts of a document, in both of its modes", async () => {
  const restApiId = await newApi();
  const documentOf = (...types: string[]) =>
    Buffer.from(
      JSON.stringify({
        openapi: "3.0.1",
        info: { title: "parts" },
        paths: {},
        "x-amazon-apigateway-documentation": {
          version: "1",
          documentationParts: types.map((type) => ({
            location: { type },
            properties: { description: type },
          })),
        },
      }),
    );
  const first = await client.send(
    new sdk.ImportDocumentationPartsCommand({ restApiId, body: documentOf("API", "RESOURCE") }),
  );
  expect(first.ids).toHaveLength(2);
  const merged = await client.send(
    new sdk.ImportDocumentationPartsCommand({
      restApiId,
      mode: "merge",
      body: documentOf("API", "MODEL"),
    }),
  );
  expect(merged.ids?.[0]).toBe(first.ids?.[0]);
  const types = async () => {
    const { items = [] } = await client.send(new sdk.GetDocumentationPartsCommand({ restApiId }));
    return items.map((item) => item.location?.type ?? "").toSorted();
  };
  expect(await types()).toEqual(["API", "MODEL", "RESOURCE"]);
  await client.send(
    new sdk.ImportDocumentationPartsCommand({
      restApiId,
      mode: "overwrite",
      body: documentOf("METHOD"),
    }),
  );
  expect(await types()).toEqual(["METHOD"]);
});
