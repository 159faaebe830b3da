import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { createApi } from "./create-api.ts";
import { getIntegrations } from "./get-integrations.ts";
import { getRoutes } from "./get-routes.ts";
import { getStages } from "./get-stages.ts";

test("createApi() answers AWS's defaults for an HTTP API", async () => {
  const bed = new OperationTestBed();
  const api = await bed.run(createApi, { Name: "shop", ProtocolType: "HTTP" });
  expect(api.ApiId).toMatch(/^[a-z0-9]{10}$/);
  expect(api).toEqual({
    ApiEndpoint: `https://${api.ApiId}.execute-api.eu-central-1.amazonaws.com`,
    ApiId: api.ApiId,
    ApiKeySelectionExpression: "$request.header.x-api-key",
    CreatedDate: new Date("2026-01-01T00:00:00Z"),
    DisableExecuteApiEndpoint: false,
    IpAddressType: "ipv4",
    Name: "shop",
    ProtocolType: "HTTP",
    RouteSelectionExpression: "$request.method $request.path",
    Tags: {},
  });
});

test("createApi() keeps what it is given and drops the braces of the route selection", async () => {
  const bed = new OperationTestBed();
  const api = await bed.run(createApi, {
    Name: "shop",
    ProtocolType: "HTTP",
    Description: "all of it",
    Version: "v1",
    DisableExecuteApiEndpoint: true,
    RouteSelectionExpression: "${request.method} ${request.path}",
    CorsConfiguration: { AllowOrigins: ["https://shop.example"], AllowHeaders: ["X-Token"] },
    Tags: { team: "blue" },
  });
  expect(api).toMatchObject({
    Description: "all of it",
    Version: "v1",
    DisableExecuteApiEndpoint: true,
    RouteSelectionExpression: "$request.method $request.path",
    CorsConfiguration: { AllowOrigins: ["https://shop.example"], AllowHeaders: ["x-token"] },
    Tags: { team: "blue" },
  });
});

test("createApi() with a URL as target makes managed parts and deploys them", async () => {
  const bed = new OperationTestBed();
  const { ApiId = "" } = await bed.run(createApi, {
    Name: "shop",
    ProtocolType: "HTTP",
    Target: "https://example.com/shop",
  });
  const integrations = await bed.run(getIntegrations, { ApiId });
  const routes = await bed.run(getRoutes, { ApiId });
  const stages = await bed.run(getStages, { ApiId });
  expect(integrations.Items).toEqual([
    {
      ApiGatewayManaged: true,
      ConnectionType: "INTERNET",
      IntegrationId: expect.stringMatching(/^[a-z0-9]{7}$/),
      IntegrationMethod: "ANY",
      IntegrationType: "HTTP_PROXY",
      IntegrationUri: "https://example.com/shop",
      PayloadFormatVersion: "1.0",
      TimeoutInMillis: 30_000,
    },
  ]);
  expect(routes.Items).toEqual([
    {
      ApiGatewayManaged: true,
      ApiKeyRequired: false,
      AuthorizationType: "NONE",
      RouteId: expect.stringMatching(/^[a-z0-9]{7}$/),
      RouteKey: "$default",
      Target: `integrations/${integrations.Items?.[0]?.IntegrationId}`,
    },
  ]);
  const deploymentId = stages.Items?.[0]?.DeploymentId;
  expect(stages.Items).toEqual([
    {
      ApiGatewayManaged: true,
      AutoDeploy: true,
      CreatedDate: new Date("2026-01-01T00:00:00Z"),
      DefaultRouteSettings: { DetailedMetricsEnabled: false },
      DeploymentId: expect.stringMatching(/^[a-z0-9]{6}$/),
      LastDeploymentStatusMessage: `Successfully deployed stage with deployment ID '${deploymentId}'`,
      LastUpdatedDate: new Date("2026-01-01T00:00:00Z"),
      RouteSettings: {},
      StageName: "$default",
      StageVariables: {},
      Tags: {},
    },
  ]);
});

test("createApi() with a function as target makes a Lambda integration of format 2.0 and says that it is not served", async () => {
  const bed = new OperationTestBed();
  const { ApiId = "" } = await bed.run(createApi, {
    Name: "shop",
    ProtocolType: "HTTP",
    Target: "arn:aws:lambda:eu-central-1:123456789012:function:shop",
    RouteKey: "GET /shop",
  });
  const integrations = await bed.run(getIntegrations, { ApiId });
  expect(integrations.Items?.[0]).toMatchObject({
    IntegrationType: "AWS_PROXY",
    IntegrationMethod: "POST",
    PayloadFormatVersion: "2.0",
  });
  expect((await bed.run(getRoutes, { ApiId })).Items?.[0]?.RouteKey).toBe("GET /shop");
  expect(bed.warnings).toEqual(["Lambda integrations are stored but not served yet"]);
});

const REFUSALS: [what: string, members: object, message: string | RegExp][] = [
  ["an empty name", { Name: "" }, "Invalid API name specified"],
  ["a name of 129 characters", { Name: "n".repeat(129) }, /'name'.*less than or equal to 128$/],
  ["a description of 1025", { Description: "d".repeat(1025) }, /less than or equal to 1024$/],
  ["a version of 65", { Version: "v".repeat(65) }, /less than or equal to 64$/],
  ["an empty version", { Version: "" }, /greater than or equal to 1$/],
  [
    "a WebSocket API",
    { ProtocolType: "WEBSOCKET" },
    "WebSocket APIs are not there yet in Postern: protocolType must be HTTP",
  ],
  [
    "another route selection",
    { RouteSelectionExpression: "$request.body.action" },
    'Route selection expression is currently limited to "${request.method} ${request.path}"',
  ],
  [
    "another API key selection",
    { ApiKeySelectionExpression: "$context.authorizer.usageIdentifierKey" },
    "ApiKeySelectionExpression is currently not supported for this API protocol type.",
  ],
  [
    "schema validation switched off",
    { DisableSchemaValidation: true },
    "DisableSchemaValidation is currently not supported for this API protocol type.",
  ],
  [
    "a route key without a target",
    { RouteKey: "GET /" },
    "Target must be specified with RouteKey or CredentialsArn",
  ],
  ["a target that is no URL", { Target: "shop" }, "Invalid HTTP endpoint specified for URI"],
  ["a tag key of AWS's", { Tags: { "aws:x": "1" } }, /^Invalid tag key: aws:x/],
];

test.for(REFUSALS)("createApi() refuses %s and keeps nothing", async ([, members, message]) => {
  const bed = new OperationTestBed();
  const input = { Name: "shop", ProtocolType: "HTTP" as const, ...members };
  const [name, text] = await bed.refusal(createApi, input);
  expect(name).toBe("BadRequestException");
  expect(text).toMatch(message);
  expect(await bed.records((records) => records.list("http-api"))).toEqual([]);
});
