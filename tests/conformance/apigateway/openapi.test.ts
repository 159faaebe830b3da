// Import and export of REST APIs through the AWS SDK for JavaScript. The document is written after the pet store of
// AWS's guide (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-as-http-proxy-export-swagger-with-extensions.html);
// expected shapes are from the API reference and have not been recorded from AWS, but for the two error messages.
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  GetAuthorizersCommand,
  GetExportCommand,
  GetIntegrationCommand,
  GetMethodCommand,
  GetModelCommand,
  GetModelsCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
} from "@aws-sdk/client-api-gateway";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";
import { shopDocument } from "./shop-document.ts";

const PET_STORE = `---
swagger: "2.0"
info:
  version: "2016-11-09T19:30:02Z"
  title: PetStore
basePath: /v1/shop
paths:
  /pets:
    get:
      operationId: GET HTTP
      produces: [application/json]
      parameters:
        - { name: type, in: query, required: false, type: string }
      responses:
        200:
          description: 200 response
          schema: { $ref: "#/definitions/Pets" }
          headers: { X-Total: { type: string } }
        default:
          description: whatever else
      x-amazon-apigateway-integration:
        responses: { default: { statusCode: "200" } }
        uri: http://petstore-demo-endpoint.execute-api.com/petstore/pets
        passthroughBehavior: when_no_match
        httpMethod: GET
        requestParameters:
          integration.request.querystring.type: method.request.querystring.type
        type: http
definitions:
  Pets: { type: array, items: { $ref: "#/definitions/Pet" } }
  Pet:
    type: object
    properties: { id: { type: string }, price: { type: number } }
`;

let server: ControlPlaneServer;
let client: APIGatewayClient;

beforeAll(async () => {
  server = await startControlPlaneServer();
  client = new APIGatewayClient(server.clientConfig);
});

afterAll(async () => {
  client.destroy();
  await server.close();
});

async function importPets(parameters: Record<string, string> = {}) {
  return client.send(new ImportRestApiCommand({ body: Buffer.from(PET_STORE), parameters }));
}

async function paths(restApiId: string | undefined): Promise<string[]> {
  const { items = [] } = await client.send(new GetResourcesCommand({ restApiId }));
  return items.map((resource) => resource.path ?? "").toSorted();
}

test("ImportRestApi of a YAML document answers 201 with the API and what it had to leave out", async () => {
  const { $metadata, ...api } = await importPets();
  expect($metadata.httpStatusCode).toBe(201);
  expect(api).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{10}$/),
    name: "PetStore",
    version: "2016-11-09T19:30:02Z",
    createdDate: expect.any(Date),
    apiKeySource: "HEADER",
    endpointConfiguration: { types: ["EDGE"], ipAddressType: "ipv4" },
    disableExecuteApiEndpoint: false,
    rootResourceId: expect.any(String),
    warnings: ["Ignoring response 'default' of GET /pets"],
  });
  expect(await paths(api.id)).toEqual(["/", "/pets"]);
  const { items: resources = [] } = await client.send(
    new GetResourcesCommand({ restApiId: api.id, embed: ["methods"] }),
  );
  const pets = resources.find((resource) => resource.path === "/pets");
  expect(pets?.resourceMethods?.["GET"]).toEqual({
    httpMethod: "GET",
    authorizationType: "NONE",
    apiKeyRequired: false,
    operationName: "GET HTTP",
    requestParameters: { "method.request.querystring.type": false },
    methodResponses: {
      "200": {
        statusCode: "200",
        responseModels: { "application/json": "Pets" },
        responseParameters: { "method.response.header.X-Total": false },
      },
    },
    methodIntegration: {
      type: "HTTP",
      httpMethod: "GET",
      uri: "http://petstore-demo-endpoint.execute-api.com/petstore/pets",
      connectionType: "INTERNET",
      requestParameters: {
        "integration.request.querystring.type": "method.request.querystring.type",
      },
      passthroughBehavior: "WHEN_NO_MATCH",
      timeoutInMillis: 29_000,
      cacheNamespace: pets?.id,
      cacheKeyParameters: [],
      integrationResponses: { "200": { statusCode: "200" } },
    },
  });
});

test("ImportRestApi makes models of schemas, references in canonical form", async () => {
  const { id: restApiId } = await importPets();
  const { items = [] } = await client.send(new GetModelsCommand({ restApiId }));
  expect(items.map((model) => model.name)).toEqual(["Empty", "Error", "Pet", "Pets"]);
  const { schema = "" } = await client.send(new GetModelCommand({ restApiId, modelName: "Pets" }));
  expect(JSON.parse(schema)).toEqual({
    type: "array",
    items: { $ref: `https://apigateway.amazonaws.com/restapis/${restApiId}/models/Pet` },
  });
  const flat = await client.send(
    new GetModelCommand({ restApiId, modelName: "Pets", flatten: true }),
  );
  expect(JSON.parse(flat.schema ?? "")).toEqual({
    type: "array",
    items: { $ref: "#/definitions/Pet" },
    definitions: {
      Pet: {
        type: "object",
        properties: { id: { type: "string" }, price: { type: "number" } },
      },
    },
  });
});

test.for([
  ["ignore", ["/", "/pets"]],
  ["prepend", ["/", "/v1", "/v1/shop", "/v1/shop/pets"]],
  ["split", ["/", "/shop", "/shop/pets"]],
] as const)("ImportRestApi with basepath %s makes its paths", async ([basepath, expected]) => {
  const { id } = await importPets({ basepath, endpointConfigurationTypes: "REGIONAL" });
  expect(await paths(id)).toEqual(expected);
});

test("ImportRestApi with failOnWarnings keeps nothing of a document that has some", async () => {
  const before = await client.send(new GetRestApisCommand({ limit: 500 }));
  const refused = client.send(
    new ImportRestApiCommand({ body: Buffer.from(PET_STORE), failOnWarnings: true }),
  );
  await expect(refused).rejects.toMatchObject({
    name: "BadRequestException",
    message: "Warnings found during import:\n\tIgnoring response 'default' of GET /pets",
  });
  const after = await client.send(new GetRestApisCommand({ limit: 500 }));
  expect(after.items).toEqual(before.items);
});

test("ImportRestApi tells everything that is wrong in one message and keeps nothing", async () => {
  const document = {
    openapi: "3.0.1",
    info: { title: "bad" },
    paths: {
      "/{a}": {},
      "/{b}": {},
      "/c": {
        get: { "x-amazon-apigateway-integration": { type: "http", httpMethod: "GET", uri: "c" } },
      },
    },
  };
  const before = await client.send(new GetRestApisCommand({ limit: 500 }));
  const refused = client.send(
    new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(document)) }),
  );
  await expect(refused).rejects.toMatchObject({
    name: "BadRequestException",
    message:
      "Errors found during import:\n" +
      "\tUnable to create resource at path '/{b}': A sibling ({a}) of this resource already has " +
      "a variable path part -- only one is allowed\n" +
      "\tUnable to put integration on 'GET' for resource at path '/c': Invalid HTTP endpoint " +
      "specified for URI",
  });
  expect((await client.send(new GetRestApisCommand({ limit: 500 }))).items).toEqual(before.items);
});

const NOT_DOCUMENTS: [what: string, body: string][] = [
  ["no document at all", "not: [a document"],
  ["a JSON document of no version", "{}"],
  ["a list", "[]"],
  ["a YAML document that is larger than it looks", billionLaughs()],
];

function billionLaughs(): string {
  let text = 'swagger: "2.0"\na0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n';
  for (let i = 1; i < 12; i++) {
    text += `a${i}: &a${i} [${Array.from({ length: 10 }, () => `*a${i - 1}`).join(", ")}]\n`;
  }
  return text;
}

test.for(NOT_DOCUMENTS)("ImportRestApi and PutRestApi refuse %s", async ([, body]) => {
  const refusal = { name: "BadRequestException", message: "Invalid OpenAPI input." };
  const bytes = Buffer.from(body);
  const imported = client.send(new ImportRestApiCommand({ body: bytes }));
  await expect(imported).rejects.toMatchObject(refusal);
  const { id: restApiId } = await importPets();
  const put = client.send(new PutRestApiCommand({ restApiId, mode: "merge", body: bytes }));
  await expect(put).rejects.toMatchObject(refusal);
});

test("PutRestApi merges a document into an API or puts it in its place", async () => {
  const { id: restApiId } = await importPets();
  const document = { openapi: "3.0.1", info: { title: "More" }, paths: { "/more": {} } };
  const body = Buffer.from(JSON.stringify(document));
  const merged = await client.send(new PutRestApiCommand({ restApiId, mode: "merge", body }));
  expect(merged).toMatchObject({ $metadata: { httpStatusCode: 200 }, id: restApiId, name: "More" });
  expect(await paths(restApiId)).toEqual(["/", "/more", "/pets"]);
  await client.send(new PutRestApiCommand({ restApiId, mode: "overwrite", body }));
  expect(await paths(restApiId)).toEqual(["/", "/more"]);
});

test("GetExport gives what is deployed, not what has been changed since", async () => {
  const { id: restApiId } = await importPets();
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: "prod" }));
  const document = { openapi: "3.0.1", info: { title: "Empty" }, paths: {} };
  const body = Buffer.from(JSON.stringify(document));
  await client.send(new PutRestApiCommand({ restApiId, mode: "overwrite", body }));
  const exported = await client.send(
    new GetExportCommand({ restApiId, stageName: "prod", exportType: "oas30" }),
  );
  expect(exported.$metadata.httpStatusCode).toBe(200);
  expect(exported.contentType).toBe("application/json");
  expect(exported.contentDisposition).toBe(`attachment; filename="oas30-${restApiId}-prod.json"`);
  expect(JSON.parse(Buffer.from(exported.body ?? []).toString())).toEqual({
    openapi: "3.0.1",
    info: { title: "PetStore", version: "2016-11-09T19:30:02Z" },
    servers: [
      {
        url: `https://${restApiId}.execute-api.us-east-1.amazonaws.com/{basePath}`,
        variables: { basePath: { default: "/prod" } },
      },
    ],
    paths: {
      "/pets": {
        get: {
          operationId: "GET HTTP",
          parameters: [{ name: "type", in: "query", required: false, schema: { type: "string" } }],
          responses: {
            "200": {
              description: "200 response",
              headers: { "X-Total": { schema: { type: "string" } } },
              content: { "application/json": { schema: { $ref: "#/components/schemas/Pets" } } },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        Pets: { type: "array", items: { $ref: "#/components/schemas/Pet" } },
        Pet: { type: "object", properties: { id: { type: "string" }, price: { type: "number" } } },
      },
    },
  });
});

test("GetExport as Swagger in YAML has the integrations that are asked for", async () => {
  const { id: restApiId } = await importPets();
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: "prod" }));
  const exported = await client.send(
    new GetExportCommand({
      restApiId,
      stageName: "prod",
      exportType: "swagger",
      accepts: "application/yaml",
      parameters: { extensions: "integrations" },
    }),
  );
  const text = Buffer.from(exported.body ?? []).toString();
  expect(exported.contentType).toBe("application/yaml");
  expect(text).toMatch(/^---\nswagger: "2.0"\n/);
  expect(text).toContain(
    `host: "${restApiId}.execute-api.us-east-1.amazonaws.com"\nbasePath: "/prod"`,
  );
  expect(text).toContain("x-amazon-apigateway-integration:");
  expect(text).not.toContain("x-amazon-apigateway-request-validators");
});

test("GetExport refuses stages, types and forms that there are not", async () => {
  const { id: restApiId } = await importPets();
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: "prod" }));
  const message = async (input: object) =>
    client
      .send(new GetExportCommand({ restApiId, stageName: "prod", exportType: "oas30", ...input }))
      .then(
        () => "answered",
        (error: Error) => `${error.name}: ${error.message}`,
      );
  expect(await message({ stageName: "none" })).toBe(
    "NotFoundException: Invalid stage identifier specified",
  );
  expect(await message({ exportType: "raml" })).toMatch(/^BadRequestException/);
  expect(await message({ accepts: "text/html" })).toMatch(/^BadRequestException/);
  expect(await message({ restApiId: "none" })).toBe(
    "NotFoundException: Invalid API identifier specified 000000000000:none",
  );
});

test("ImportRestApi binds methods to the authorizers, keys and validators that a document names", async () => {
  const { id: restApiId } = await client.send(
    new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(shopDocument(3))) }),
  );
  const { items: authorizers = [] } = await client.send(new GetAuthorizersCommand({ restApiId }));
  const idOf = (name: string) => authorizers.find((authorizer) => authorizer.name === name)?.id;
  expect(authorizers.find((authorizer) => authorizer.name === "tokens")).toMatchObject({
    type: "TOKEN",
    authType: "custom",
    identitySource: "method.request.header.Authorization",
    authorizerResultTtlInSeconds: 60,
  });
  const { items: resources = [] } = await client.send(new GetResourcesCommand({ restApiId }));
  const method = (path: string, httpMethod: string) => {
    const resourceId = resources.find((resource) => resource.path === path)?.id;
    return client.send(new GetMethodCommand({ restApiId, resourceId, httpMethod }));
  };
  expect(await method("/", "GET")).toMatchObject({ apiKeyRequired: true });
  expect(await method("/items", "GET")).toMatchObject({ authorizationType: "AWS_IAM" });
  expect(await method("/items", "POST")).toMatchObject({
    authorizationType: "COGNITO_USER_POOLS",
    authorizationScopes: ["shop/write"],
    authorizerId: idOf("pool"),
    requestModels: { "application/json": "Item" },
    requestValidatorId: expect.any(String),
  });
  expect(await method("/items/{itemId}", "GET")).toMatchObject({
    authorizationType: "CUSTOM",
    authorizerId: idOf("tokens"),
  });
  expect(await method("/{proxy+}", "ANY")).toMatchObject({ authorizationType: "NONE" });
});

test("ImportRestApi takes private integrations of both kinds of VPC link", async () => {
  const integration = {
    type: "http_proxy",
    httpMethod: "GET",
    uri: "https://backend.example/{proxy}",
    connectionType: "VPC_LINK",
    connectionId: "${stageVariables.link}",
    passthroughBehavior: "when_no_match",
  };
  const document = {
    openapi: "3.0.1",
    info: { title: "private" },
    paths: {
      "/one": { get: { "x-amazon-apigateway-integration": integration } },
      "/two": {
        get: {
          "x-amazon-apigateway-integration": {
            ...integration,
            "integration-target":
              "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/a/0123456789abcdef",
          },
        },
      },
    },
  };
  const { id: restApiId } = await client.send(
    new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(document)) }),
  );
  const { items: resources = [] } = await client.send(new GetResourcesCommand({ restApiId }));
  const resourceId = resources.find((resource) => resource.path === "/two")?.id;
  const found = await client.send(
    new GetIntegrationCommand({ restApiId, resourceId, httpMethod: "GET" }),
  );
  expect(found).toMatchObject({
    connectionType: "VPC_LINK",
    connectionId: "${stageVariables.link}",
    integrationTarget: expect.stringContaining("loadbalancer/app/a/"),
  });
});
