// Import and export of HTTP APIs through the AWS SDK for JavaScript. Documents and expected shapes are written after
// the developer guide (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html,
// .../http-api-export.html); they have not been recorded from AWS.
import {
  ApiGatewayV2Client,
  CreateStageCommand,
  ExportApiCommand,
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStageCommand,
  ImportApiCommand,
  ReimportApiCommand,
} from "@aws-sdk/client-apigatewayv2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

const INTEGRATION = "x-amazon-apigateway-integration";
const ANY = "x-amazon-apigateway-any-method";

const SHOP = {
  openapi: "3.0.1",
  info: { title: "shop", version: "2", description: "Sells things" },
  servers: [{ url: "https://shop.example/v1/eu" }],
  tags: [{ name: "team", "x-amazon-apigateway-tag-value": "blue" }],
  paths: {
    "/$default": {
      [ANY]: {
        isDefaultRoute: true,
        responses: { default: { description: "any" } },
        [INTEGRATION]: {
          payloadFormatVersion: "1.0",
          type: "http_proxy",
          httpMethod: "ANY",
          uri: "https://fallback.example",
        },
      },
    },
    "/items/{id}": {
      get: {
        operationId: "getItem",
        [INTEGRATION]: { $ref: "#/components/x-amazon-apigateway-integrations/backend" },
      },
      post: { [INTEGRATION]: { $ref: "#/components/x-amazon-apigateway-integrations/backend" } },
    },
  },
  components: {
    "x-amazon-apigateway-integrations": {
      backend: {
        type: "http_proxy",
        httpMethod: "GET",
        uri: "https://backend.example/items",
        payloadFormatVersion: "1.0",
        timeoutInMillis: 5000,
        requestParameters: { "append:header.x-shop": "eu" },
        responseParameters: { "200": { "overwrite:header.x-served": "yes" } },
      },
    },
  },
  "x-amazon-apigateway-cors": {
    allowOrigins: ["https://shop.example"],
    allowMethods: ["GET"],
    maxAge: 60,
  },
};

let server: ControlPlaneServer;
let client: ApiGatewayV2Client;

beforeAll(async () => {
  server = await startControlPlaneServer();
  client = new ApiGatewayV2Client(server.clientConfig);
});

afterAll(async () => {
  client.destroy();
  await server.close();
});

async function importShop(changes: object = {}, Basepath?: string): Promise<string> {
  const api = await client.send(
    new ImportApiCommand({ Body: JSON.stringify({ ...SHOP, ...changes }), Basepath }),
  );
  return api.ApiId ?? "";
}

async function exported(input: { ApiId: string; StageName?: string; OutputType?: string }) {
  const answer = await client.send(
    new ExportApiCommand({ Specification: "OAS30", OutputType: "JSON", ...input }),
  );
  return parse(Buffer.from(answer.body ?? []).toString()) as Record<string, object>;
}

async function routeKeys(ApiId: string): Promise<(string | undefined)[]> {
  const { Items = [] } = await client.send(new GetRoutesCommand({ ApiId }));
  return Items.map((route) => route.RouteKey ?? "").toSorted();
}

test("ImportApi answers 201 with the API that the document describes", async () => {
  const { $metadata, ...api } = await client.send(
    new ImportApiCommand({ Body: JSON.stringify(SHOP) }),
  );
  expect($metadata.httpStatusCode).toBe(201);
  expect(api).toMatchObject({
    Name: "shop",
    Version: "2",
    Description: "Sells things",
    ProtocolType: "HTTP",
    Tags: { team: "blue" },
    CorsConfiguration: {
      AllowOrigins: ["https://shop.example"],
      AllowMethods: ["GET"],
      MaxAge: 60,
    },
  });
  const ApiId = api.ApiId ?? "";
  expect(await routeKeys(ApiId)).toEqual(["$default", "GET /items/{id}", "POST /items/{id}"]);
  const { Items: routes = [] } = await client.send(new GetRoutesCommand({ ApiId }));
  const { Items: integrations = [] } = await client.send(new GetIntegrationsCommand({ ApiId }));
  const route = routes.find((other) => other.OperationName === "getItem");
  const integration = integrations.find(
    (other) => route?.Target === `integrations/${other.IntegrationId}`,
  );
  expect(integration).toEqual({
    ConnectionType: "INTERNET",
    IntegrationId: expect.stringMatching(/^[a-z0-9]{7}$/),
    IntegrationMethod: "GET",
    IntegrationType: "HTTP_PROXY",
    IntegrationUri: "https://backend.example/items",
    PayloadFormatVersion: "1.0",
    RequestParameters: { "append:header.x-shop": "eu" },
    ResponseParameters: { "200": { "overwrite:header.x-served": "yes" } },
    TimeoutInMillis: 5000,
  });
});

test.for([
  ["ignore", "GET /items/{id}"],
  ["prepend", "GET /v1/eu/items/{id}"],
  ["split", "GET /eu/items/{id}"],
] as const)("ImportApi with basepath %s makes the route %s", async ([basepath, expected]) => {
  expect(await routeKeys(await importShop({}, basepath))).toContain(expected);
});

test.for(["JSON", "YAML"])("ExportApi in %s imports as the same API again", async (OutputType) => {
  const first = await importShop();
  const document = await exported({ ApiId: first, OutputType });
  const second = await importShop(document);
  expect(await routeKeys(second)).toEqual(await routeKeys(first));
  const again = await exported({ ApiId: second, OutputType });
  expect({ ...again, servers: document["servers"] }).toEqual(document);
});

test("ExportApi writes what AWS's extensions have a place for", async () => {
  const ApiId = await importShop();
  const document = await exported({ ApiId });
  expect(document).toEqual({
    openapi: "3.0.1",
    info: SHOP.info,
    servers: [{ url: `https://${ApiId}.execute-api.us-east-1.amazonaws.com` }],
    tags: SHOP.tags,
    paths: {
      "/$default": {
        [ANY]: {
          responses: { default: { description: "Default response for $default" } },
          isDefaultRoute: true,
          [INTEGRATION]: {
            ...SHOP.paths["/$default"][ANY][INTEGRATION],
            connectionType: "INTERNET",
          },
        },
      },
      "/items/{id}": {
        get: expect.objectContaining({
          operationId: "getItem",
          parameters: [
            {
              name: "id",
              in: "path",
              description: "Generated path parameter for id",
              required: true,
              schema: { type: "string" },
            },
          ],
        }),
        post: expect.objectContaining({
          [INTEGRATION]: {
            ...SHOP.components["x-amazon-apigateway-integrations"].backend,
            connectionType: "INTERNET",
          },
        }),
      },
    },
    "x-amazon-apigateway-cors": SHOP["x-amazon-apigateway-cors"],
    "x-amazon-apigateway-importexport-version": "1.0",
  });
});

test("ExportApi of a stage gives what is deployed there, and without extensions only OpenAPI", async () => {
  const ApiId = await importShop();
  await client.send(new CreateStageCommand({ ApiId, StageName: "prod", AutoDeploy: true }));
  const { DeploymentId } = await client.send(new GetStageCommand({ ApiId, StageName: "prod" }));
  await client.send(new CreateStageCommand({ ApiId, StageName: "kept", DeploymentId }));
  const paths = { "/new": { get: SHOP.paths["/items/{id}"].get } };
  await client.send(new ReimportApiCommand({ ApiId, Body: JSON.stringify({ ...SHOP, paths }) }));
  const kept = await exported({ ApiId, StageName: "kept" });
  expect(Object.keys(kept["paths"] ?? {})).toEqual(["/$default", "/items/{id}"]);
  expect(kept["servers"]).toEqual([
    {
      url: `https://${ApiId}.execute-api.us-east-1.amazonaws.com/{basePath}`,
      variables: { basePath: { default: "/kept" } },
    },
  ]);
  const deployed = await exported({ ApiId, StageName: "prod" });
  expect(Object.keys(deployed["paths"] ?? {})).toEqual(["/new"]);
  const bare = await client.send(
    new ExportApiCommand({
      ApiId,
      Specification: "OAS30",
      OutputType: "JSON",
      IncludeExtensions: false,
    }),
  );
  expect(Buffer.from(bare.body ?? []).toString()).not.toContain("x-amazon-apigateway");
});

test("ReimportApi puts the document in the place of the API's routes and settings, and keeps its id", async () => {
  const ApiId = await importShop();
  const body = { openapi: "3.0.1", info: { title: "other" }, paths: { "/x": { get: {} } } };
  const answer = await client.send(new ReimportApiCommand({ ApiId, Body: JSON.stringify(body) }));
  expect(answer).toMatchObject({ $metadata: { httpStatusCode: 201 }, ApiId, Name: "other" });
  expect(answer.CorsConfiguration).toBeUndefined();
  expect(answer.Description).toBeUndefined();
  expect(await routeKeys(ApiId)).toEqual(["GET /x"]);
  const { Items: integrations } = await client.send(new GetIntegrationsCommand({ ApiId }));
  expect(integrations).toEqual([]);
});

const REFUSALS: [what: string, Body: string, message: string | RegExp][] = [
  ["what is no document", "[]", "Invalid OpenAPI input."],
  [
    "a document of version 2",
    JSON.stringify({ swagger: "2.0", info: { title: "old" }, paths: {} }),
    "Only OpenAPI 3.0 definitions are supported for HTTP APIs",
  ],
  [
    "a route that could not be protected",
    JSON.stringify({ ...SHOP, security: [{ jwt: [] }] }),
    /Authorizers of HTTP APIs are not there yet in Postern: GET \/items\/\{id\} needs jwt/,
  ],
  [
    "an integration that is none",
    JSON.stringify({
      ...SHOP,
      paths: { "/a": { get: { [INTEGRATION]: { type: "http_proxy", httpMethod: "GET" } } } },
    }),
    /^Errors found during import:\n\tUnable to import route 'GET \/a': Either `integrationSubtype`/,
  ],
];

test.for(REFUSALS)("ImportApi refuses %s and keeps nothing", async ([, Body, message]) => {
  const before = await client.send(new GetApisCommand({ MaxResults: "500" }));
  await expect(client.send(new ImportApiCommand({ Body }))).rejects.toMatchObject({
    name: "BadRequestException",
    message: expect.stringMatching(message) as string,
  });
  const after = await client.send(new GetApisCommand({ MaxResults: "500" }));
  expect(after.Items).toEqual(before.Items);
});

test("ImportApi tells as information what an HTTP API has no place for", async () => {
  const body = { ...SHOP, components: { ...SHOP.components, schemas: { Item: {} } } };
  const api = await client.send(new ImportApiCommand({ Body: JSON.stringify(body) }));
  expect(api.ImportInfo).toEqual(["Ignoring components.schemas: HTTP APIs have no models"]);
});
