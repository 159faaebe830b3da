// What ImportRestApi leaves out of a document and what it refuses, through the AWS SDK for JavaScript.
import { APIGatewayClient, ImportRestApiCommand } from "@aws-sdk/client-api-gateway";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

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

// The wordings were seen in reports of people who imported into AWS.
test("ImportRestApi warns of what it leaves out of a document", async () => {
  const plain = { "application/json": { schema: { type: "string" } } };
  const document = {
    openapi: "3.0.1",
    info: { title: "left out" },
    servers: [{ url: "https://a.example" }, { url: "https://b.example" }],
    paths: {
      "/pets": {
        post: {
          requestBody: { content: plain },
          responses: {
            "201": { description: "Made", content: plain },
            "404": {
              description: "None",
              content: { "application/json": { schema: { $ref: "#/components/schemas/No" } } },
            },
          },
        },
      },
    },
    components: { securitySchemes: { oauth: { type: "oauth2" }, basicAuth: { type: "http" } } },
  };
  const { warnings } = await client.send(
    new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(document)) }),
  );
  expect(warnings?.toSorted()).toEqual([
    "More than one server provided. Ignoring all but the first for defining endpoint configuration",
    "Reference to model 'No' not found. Ignoring.",
    "Unsupported model type 'Content' in request schema for 'POST /pets'. Ignoring.",
    "Unsupported model type 'StringSchema' in 201 response to method 'POST /pets'. Ignoring.",
    "Unsupported security definition type 'http' for 'basicAuth'. Ignoring.",
    "Unsupported security definition type 'oauth2' for 'oauth'. Ignoring.",
  ]);
});

test("ImportRestApi refuses models that AWS refuses, in its words", async () => {
  const document = {
    openapi: "3.0.1",
    info: { title: "bad models" },
    paths: {},
    components: {
      schemas: {
        Away: { $ref: "https://schemas.example/away.json" },
        Newer: { type: "object", properties: { a: { const: 1 } } },
      },
    },
  };
  const refused = client.send(
    new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(document)) }),
  );
  const invalid = "Invalid model specified: Validation Result: warnings : [], errors :";
  await expect(refused).rejects.toMatchObject({
    name: "BadRequestException",
    message:
      "Errors found during import:\n" +
      `\tUnable to create model for 'Away': ${invalid} [Model reference must be in canonical form]\n` +
      `\tUnable to create model for 'Newer': ${invalid} [Invalid model schema specified. ` +
      'Unsupported keyword(s): ["const"]]',
  });
});
