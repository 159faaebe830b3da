// An HTTP API through the AWS SDK for JavaScript. Expected shapes are written from the API reference
// (https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/) and the AWS CLI's examples; they have not been
// recorded from AWS.
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteAccessLogSettingsCommand,
  DeleteApiCommand,
  DeleteCorsConfigurationCommand,
  DeleteIntegrationCommand,
  DeleteRouteCommand,
  DeleteRouteSettingsCommand,
  DeleteStageCommand,
  GetApiCommand,
  GetApisCommand,
  GetDeploymentsCommand,
  GetIntegrationCommand,
  GetRoutesCommand,
  GetStageCommand,
  GetStagesCommand,
  GetTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateApiCommand,
  UpdateIntegrationCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

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

async function newApi(): Promise<string> {
  const api = await client.send(new CreateApiCommand({ Name: "shop", ProtocolType: "HTTP" }));
  return api.ApiId ?? "";
}

async function newIntegration(ApiId: string): Promise<string> {
  const integration = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: "HTTP_PROXY",
      IntegrationMethod: "ANY",
      IntegrationUri: "https://example.com/{proxy}",
      PayloadFormatVersion: "1.0",
    }),
  );
  return integration.IntegrationId ?? "";
}

test("CreateApi answers 201 with AWS's defaults, and GetApi the same", async () => {
  const { $metadata, ...created } = await client.send(
    new CreateApiCommand({ Name: "shop", ProtocolType: "HTTP", Tags: { team: "blue" } }),
  );
  expect($metadata.httpStatusCode).toBe(201);
  expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(created).toEqual({
    ApiEndpoint: `https://${created.ApiId}.execute-api.us-east-1.amazonaws.com`,
    ApiId: expect.stringMatching(/^[a-z0-9]{10}$/),
    ApiKeySelectionExpression: "$request.header.x-api-key",
    CreatedDate: expect.any(Date),
    DisableExecuteApiEndpoint: false,
    IpAddressType: "ipv4",
    Name: "shop",
    ProtocolType: "HTTP",
    RouteSelectionExpression: "$request.method $request.path",
    Tags: { team: "blue" },
  });
  const { $metadata: read, ...got } = await client.send(
    new GetApiCommand({ ApiId: created.ApiId }),
  );
  expect(read.httpStatusCode).toBe(200);
  expect(got).toEqual(created);
});

test("an API is built, deployed by hand, changed and deleted", async () => {
  const ApiId = await newApi();
  const IntegrationId = await newIntegration(ApiId);
  const route = await client.send(
    new CreateRouteCommand({
      ApiId,
      RouteKey: "ANY /{proxy+}",
      Target: `integrations/${IntegrationId}`,
    }),
  );
  expect(route).toMatchObject({ ApiKeyRequired: false, AuthorizationType: "NONE" });
  await client.send(new CreateStageCommand({ ApiId, StageName: "prod" }));
  const deployment = await client.send(new CreateDeploymentCommand({ ApiId, StageName: "prod" }));
  expect(deployment).toMatchObject({ AutoDeployed: false, DeploymentStatus: "DEPLOYED" });
  const stage = await client.send(new GetStageCommand({ ApiId, StageName: "prod" }));
  expect(stage.DeploymentId).toBe(deployment.DeploymentId);
  expect(stage.AutoDeploy).toBeUndefined();
  const updated = await client.send(
    new UpdateIntegrationCommand({
      ApiId,
      IntegrationId,
      TimeoutInMillis: 1_000,
      RequestParameters: { "append:header.x-stage": "$context.stage" },
      ResponseParameters: { "404": { "overwrite:statuscode": "200" } },
    }),
  );
  expect(updated.$metadata.httpStatusCode).toBe(200);
  const read = await client.send(new GetIntegrationCommand({ ApiId, IntegrationId }));
  expect(read).toMatchObject({
    TimeoutInMillis: 1_000,
    RequestParameters: { "append:header.x-stage": "$context.stage" },
    ResponseParameters: { "404": { "overwrite:statuscode": "200" } },
  });
  const { Items = [] } = await client.send(new GetDeploymentsCommand({ ApiId }));
  expect(Items.map((item) => item.DeploymentId)).toEqual([deployment.DeploymentId]);
  const deleted = await client.send(new DeleteApiCommand({ ApiId }));
  expect(deleted.$metadata.httpStatusCode).toBe(204);
  await expect(client.send(new GetApiCommand({ ApiId }))).rejects.toMatchObject({
    name: "NotFoundException",
    message: `Invalid API identifier specified 000000000000:${ApiId}`,
    $metadata: { httpStatusCode: 404 },
  });
});

test("quick create serves at once through managed parts", async () => {
  const { ApiId } = await client.send(
    new CreateApiCommand({ Name: "quick", ProtocolType: "HTTP", Target: "https://example.com" }),
  );
  const { Items: stages = [] } = await client.send(new GetStagesCommand({ ApiId }));
  expect(stages).toHaveLength(1);
  expect(stages[0]).toMatchObject({
    ApiGatewayManaged: true,
    AutoDeploy: true,
    LastDeploymentStatusMessage: `Successfully deployed stage with deployment ID '${stages[0]?.DeploymentId}'`,
    StageName: "$default",
  });
  const { Items: routes = [] } = await client.send(new GetRoutesCommand({ ApiId }));
  expect(routes[0]).toMatchObject({ ApiGatewayManaged: true, RouteKey: "$default" });
});

test("a stage's settings are kept by route key, with slashes and braces in the path", async () => {
  const ApiId = await newApi();
  const IntegrationId = await newIntegration(ApiId);
  const RouteKey = "GET /pets/{id}/{rest+}";
  const Target = `integrations/${IntegrationId}`;
  await client.send(new CreateRouteCommand({ ApiId, RouteKey, Target }));
  const id = { ApiId, StageName: "$default" };
  await client.send(
    new CreateStageCommand({
      ...id,
      AutoDeploy: true,
      AccessLogSettings: {
        DestinationArn: "arn:aws:logs:us-east-1:000000000000:log-group:shop",
        Format: "$context.requestId $context.status",
      },
      RouteSettings: { [RouteKey]: { ThrottlingBurstLimit: 5, ThrottlingRateLimit: 0.5 } },
      StageVariables: { host: "a.example" },
    }),
  );
  const updated = await client.send(
    new UpdateStageCommand({ ...id, DefaultRouteSettings: { DetailedMetricsEnabled: true } }),
  );
  expect(updated).toMatchObject({
    DefaultRouteSettings: { DetailedMetricsEnabled: true },
    RouteSettings: {
      [RouteKey]: {
        DetailedMetricsEnabled: false,
        ThrottlingBurstLimit: 5,
        ThrottlingRateLimit: 0.5,
      },
    },
  });
  await client.send(new DeleteRouteSettingsCommand({ ...id, RouteKey }));
  await client.send(new DeleteAccessLogSettingsCommand(id));
  const stage = await client.send(new GetStageCommand(id));
  expect(stage.RouteSettings).toEqual({});
  expect(stage.AccessLogSettings).toBeUndefined();
  const deleted = await client.send(new DeleteStageCommand(id));
  expect(deleted.$metadata.httpStatusCode).toBe(204);
});

test("CORS is set by UpdateApi and taken away by DeleteCorsConfiguration", async () => {
  const ApiId = await newApi();
  const updated = await client.send(
    new UpdateApiCommand({
      ApiId,
      CorsConfiguration: {
        AllowOrigins: ["https://a.example"],
        MaxAge: 300,
        AllowCredentials: true,
      },
    }),
  );
  expect(updated.CorsConfiguration).toEqual({
    AllowCredentials: true,
    AllowOrigins: ["https://a.example"],
    MaxAge: 300,
  });
  await client.send(new DeleteCorsConfigurationCommand({ ApiId }));
  const api = await client.send(new GetApiCommand({ ApiId }));
  expect(api.CorsConfiguration).toBeUndefined();
});

test("routes are handed out in pages, each once", async () => {
  const ApiId = await newApi();
  const routeKeys = ["GET /0", "GET /1", "GET /2", "GET /3", "GET /4"];
  for (const RouteKey of routeKeys) await client.send(new CreateRouteCommand({ ApiId, RouteKey }));
  const seen: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new GetRoutesCommand({ ApiId, MaxResults: "2", NextToken }));
    expect(page.Items?.length).toBeLessThanOrEqual(2);
    seen.push(...(page.Items ?? []).map((route) => route.RouteKey));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  expect(seen).toHaveLength(routeKeys.length);
  expect(new Set(seen)).toEqual(new Set(routeKeys));
});

test("tags of an API are added, read and taken away by its ARN", async () => {
  const ApiId = await newApi();
  const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${ApiId}`;
  const tagged = await client.send(
    new TagResourceCommand({ ResourceArn, Tags: { team: "blue", cost: "1" } }),
  );
  expect(tagged.$metadata.httpStatusCode).toBe(201);
  const untagged = await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["cost"] }));
  expect(untagged.$metadata.httpStatusCode).toBe(204);
  const { Tags } = await client.send(new GetTagsCommand({ ResourceArn }));
  expect(Tags).toEqual({ team: "blue" });
  const { Items = [] } = await client.send(new GetApisCommand({}));
  expect(Items.find((api) => api.ApiId === ApiId)?.Tags).toEqual({ team: "blue" });
});

test("references keep an integration from being deleted", async () => {
  const ApiId = await newApi();
  const IntegrationId = await newIntegration(ApiId);
  const { RouteId } = await client.send(
    new CreateRouteCommand({ ApiId, RouteKey: "GET /", Target: `integrations/${IntegrationId}` }),
  );
  await expect(
    client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId })),
  ).rejects.toMatchObject({
    name: "ConflictException",
    message: `Cannot delete Integration because it is referenced by the following Routes with Ids: [${RouteId}]`,
    $metadata: { httpStatusCode: 409 },
  });
  await client.send(new UpdateRouteCommand({ ApiId, RouteId, OperationName: "root" }));
  await client.send(new DeleteRouteCommand({ ApiId, RouteId }));
  const deleted = await client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }));
  expect(deleted.$metadata.httpStatusCode).toBe(204);
});
