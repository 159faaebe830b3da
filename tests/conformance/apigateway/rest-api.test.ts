// A REST API through the AWS SDK for JavaScript. Expected shapes are written from the API reference
// (https://docs.aws.amazon.com/apigateway/latest/api/) and the AWS CLI's examples; they have not been recorded from
// AWS.
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  DeleteDeploymentCommand,
  DeleteIntegrationCommand,
  DeleteIntegrationResponseCommand,
  DeleteMethodCommand,
  DeleteMethodResponseCommand,
  DeleteResourceCommand,
  DeleteRestApiCommand,
  DeleteStageCommand,
  FlushStageAuthorizersCacheCommand,
  FlushStageCacheCommand,
  GetAccountCommand,
  GetDeploymentCommand,
  GetDeploymentsCommand,
  GetIntegrationCommand,
  GetIntegrationResponseCommand,
  GetMethodCommand,
  GetMethodResponseCommand,
  GetResourceCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStageCommand,
  GetStagesCommand,
  GetTagsCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  TagResourceCommand,
  TestInvokeMethodCommand,
  UntagResourceCommand,
  UpdateAccountCommand,
  UpdateDeploymentCommand,
  UpdateIntegrationCommand,
  UpdateIntegrationResponseCommand,
  UpdateMethodCommand,
  UpdateMethodResponseCommand,
  UpdateResourceCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-api-gateway";
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

interface Place {
  restApiId: string;
  resourceId: string;
  httpMethod: string;
}

/** An API with GET /pets, a MOCK behind it, and a response of either side. */
async function petsApi(): Promise<Place> {
  const api = await client.send(new CreateRestApiCommand({ name: "pets" }));
  const restApiId = api.id ?? "";
  const parentId = api.rootResourceId ?? "";
  const resource = await client.send(
    new CreateResourceCommand({ restApiId, parentId, pathPart: "pets" }),
  );
  const place = { restApiId, resourceId: resource.id ?? "", httpMethod: "GET" };
  await client.send(new PutMethodCommand({ ...place, authorizationType: "NONE" }));
  await client.send(new PutMethodResponseCommand({ ...place, statusCode: "200" }));
  await client.send(
    new PutIntegrationCommand({
      ...place,
      type: "MOCK",
      requestTemplates: { "application/json": '{"statusCode": 200}' },
    }),
  );
  await client.send(
    new PutIntegrationResponseCommand({
      ...place,
      statusCode: "200",
      selectionPattern: "",
      responseTemplates: { "application/json": "" },
    }),
  );
  return place;
}

test("a REST API is made, read, listed, changed, tagged and deleted", async () => {
  const created = await client.send(
    new CreateRestApiCommand({ name: "shop", tags: { team: "blue" } }),
  );
  const { $metadata, ...api } = created;
  expect($metadata.httpStatusCode).toBe(201);
  expect(api).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{10}$/),
    name: "shop",
    createdDate: expect.any(Date),
    apiKeySource: "HEADER",
    endpointConfiguration: { ipAddressType: "ipv4", types: ["EDGE"] },
    disableExecuteApiEndpoint: false,
    rootResourceId: expect.stringMatching(/^[a-z0-9]{10}$/),
    tags: { team: "blue" },
  });
  const restApiId = api.id ?? "";
  expect(await client.send(new GetRestApiCommand({ restApiId }))).toMatchObject(api);
  const listed = await client.send(new GetRestApisCommand({ limit: 500 }));
  expect(listed.items).toContainEqual(api);
  const updated = await client.send(
    new UpdateRestApiCommand({
      restApiId,
      patchOperations: [
        { op: "replace", path: "/name", value: "store" },
        { op: "add", path: "/binaryMediaTypes/image~1png" },
        { op: "replace", path: "/minimumCompressionSize", value: "1024" },
        { op: "replace", path: "/endpointConfiguration/types/EDGE", value: "REGIONAL" },
      ],
    }),
  );
  expect(updated).toMatchObject({
    name: "store",
    binaryMediaTypes: ["image/png"],
    minimumCompressionSize: 1024,
    endpointConfiguration: { types: ["REGIONAL"], ipAddressType: "ipv4" },
  });
  const resourceArn = `arn:aws:apigateway:us-east-1::/restapis/${restApiId}`;
  const tagged = await client.send(new TagResourceCommand({ resourceArn, tags: { env: "test" } }));
  expect(tagged.$metadata.httpStatusCode).toBe(204);
  await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ["team"] }));
  expect((await client.send(new GetTagsCommand({ resourceArn }))).tags).toEqual({ env: "test" });
  const deleted = await client.send(new DeleteRestApiCommand({ restApiId }));
  expect(deleted.$metadata.httpStatusCode).toBe(202);
  await expect(client.send(new GetRestApiCommand({ restApiId }))).rejects.toMatchObject({
    name: "NotFoundException",
    message: `Invalid API identifier specified 000000000000:${restApiId}`,
  });
});

test("resources form a tree that is listed with or without its methods, moved and deleted", async () => {
  const { restApiId, resourceId } = await petsApi();
  const child = await client.send(
    new CreateResourceCommand({ restApiId, parentId: resourceId, pathPart: "{petId}" }),
  );
  expect(child).toMatchObject({ parentId: resourceId, pathPart: "{petId}", path: "/pets/{petId}" });
  const { items = [] } = await client.send(new GetResourcesCommand({ restApiId }));
  expect(items.map(({ path }) => path ?? "").toSorted()).toEqual(["/", "/pets", "/pets/{petId}"]);
  const pets = await client.send(new GetResourceCommand({ restApiId, resourceId }));
  expect(pets.resourceMethods).toEqual({ GET: {} });
  const whole = await client.send(
    new GetResourceCommand({ restApiId, resourceId, embed: ["methods"] }),
  );
  expect(whole.resourceMethods?.["GET"]).toMatchObject({ methodIntegration: { type: "MOCK" } });
  await client.send(
    new UpdateResourceCommand({
      restApiId,
      resourceId,
      patchOperations: [{ op: "replace", path: "/pathPart", value: "animals" }],
    }),
  );
  const moved = await client.send(new GetResourceCommand({ restApiId, resourceId: child.id }));
  expect(moved.path).toBe("/animals/{petId}");
  const deleted = await client.send(new DeleteResourceCommand({ restApiId, resourceId }));
  expect(deleted.$metadata.httpStatusCode).toBe(202);
  const rest = await client.send(new GetResourcesCommand({ restApiId }));
  expect(rest.items?.map(({ path }) => path)).toEqual(["/"]);
});

test("a method, its integration and both responses answer what they were given, with defaults", async () => {
  const place = await petsApi();
  const method = await client.send(new GetMethodCommand(place));
  expect(method).toMatchObject({
    httpMethod: "GET",
    authorizationType: "NONE",
    apiKeyRequired: false,
    methodResponses: { "200": { statusCode: "200" } },
    methodIntegration: {
      type: "MOCK",
      passthroughBehavior: "WHEN_NO_MATCH",
      timeoutInMillis: 29_000,
      cacheNamespace: place.resourceId,
      cacheKeyParameters: [],
      integrationResponses: { "200": { statusCode: "200", selectionPattern: "" } },
    },
  });
  expect(method.methodIntegration).not.toHaveProperty("connectionType");
  const updated = await client.send(
    new UpdateMethodCommand({
      ...place,
      patchOperations: [
        { op: "replace", path: "/apiKeyRequired", value: "true" },
        { op: "add", path: "/requestParameters/method.request.querystring.type", value: "true" },
        { op: "add", path: "/requestModels/application~1json", value: "Empty" },
      ],
    }),
  );
  expect(updated).toMatchObject({
    apiKeyRequired: true,
    requestParameters: { "method.request.querystring.type": true },
    requestModels: { "application/json": "Empty" },
  });
  const response = { ...place, statusCode: "200" };
  const changed = await client.send(
    new UpdateMethodResponseCommand({
      ...response,
      patchOperations: [
        { op: "add", path: "/responseParameters/method.response.header.ETag", value: "false" },
      ],
    }),
  );
  expect(changed.$metadata.httpStatusCode).toBe(201);
  expect(await client.send(new GetMethodResponseCommand(response))).toMatchObject({
    responseParameters: { "method.response.header.ETag": false },
  });
  await client.send(
    new UpdateIntegrationResponseCommand({
      ...response,
      patchOperations: [
        {
          op: "add",
          path: "/responseParameters/method.response.header.ETag",
          value: "integration.response.header.ETag",
        },
      ],
    }),
  );
  expect(await client.send(new GetIntegrationResponseCommand(response))).toMatchObject({
    responseParameters: { "method.response.header.ETag": "integration.response.header.ETag" },
    responseTemplates: { "application/json": null },
  });
  await client.send(
    new UpdateIntegrationCommand({
      ...place,
      patchOperations: [{ op: "replace", path: "/timeoutInMillis", value: "50" }],
    }),
  );
  expect(await client.send(new GetIntegrationCommand(place))).toMatchObject({
    timeoutInMillis: 50,
  });
  for (const command of [
    new DeleteIntegrationResponseCommand(response),
    new DeleteMethodResponseCommand(response),
    new DeleteIntegrationCommand(place),
    new DeleteMethodCommand(place),
  ]) {
    expect((await client.send(command as DeleteMethodCommand)).$metadata.httpStatusCode).toBe(204);
  }
  await expect(client.send(new GetMethodCommand(place))).rejects.toMatchObject({
    message: "Invalid Method identifier specified",
  });
});

test("deployments and stages are made, read, changed and deleted", async () => {
  const { restApiId } = await petsApi();
  const first = await client.send(new CreateDeploymentCommand({ restApiId, stageName: "dev" }));
  expect(first.$metadata.httpStatusCode).toBe(201);
  const deploymentId = first.id ?? "";
  const stage = await client.send(
    new CreateStageCommand({ restApiId, stageName: "prod", deploymentId, variables: { a: "1" } }),
  );
  const { $metadata: _, ...shown } = stage;
  expect(shown).toEqual({
    deploymentId,
    stageName: "prod",
    cacheClusterEnabled: false,
    cacheClusterStatus: "NOT_AVAILABLE",
    methodSettings: {},
    variables: { a: "1" },
    tracingEnabled: false,
    createdDate: expect.any(Date),
    lastUpdatedDate: expect.any(Date),
  });
  const stages = await client.send(new GetStagesCommand({ restApiId, deploymentId }));
  expect(stages.item?.map(({ stageName }) => stageName)).toEqual(["dev", "prod"]);
  const summary = await client.send(
    new GetDeploymentCommand({ restApiId, deploymentId, embed: ["apisummary"] }),
  );
  expect(summary.apiSummary).toEqual({
    "/pets": { GET: { authorizationType: "NONE", apiKeyRequired: false } },
  });
  await client.send(
    new UpdateDeploymentCommand({
      restApiId,
      deploymentId,
      patchOperations: [{ op: "replace", path: "/description", value: "first" }],
    }),
  );
  const { items } = await client.send(new GetDeploymentsCommand({ restApiId }));
  expect(items).toMatchObject([{ id: deploymentId, description: "first" }]);
  const updated = await client.send(
    new UpdateStageCommand({
      restApiId,
      stageName: "prod",
      patchOperations: [
        { op: "replace", path: "/*/*/throttling/rateLimit", value: "12.5" },
        { op: "replace", path: "/variables/b", value: "2" },
      ],
    }),
  );
  expect(updated).toMatchObject({
    methodSettings: { "*/*": { throttlingRateLimit: 12.5, throttlingBurstLimit: 5000 } },
    variables: { a: "1", b: "2" },
  });
  await client.send(new DeleteStageCommand({ restApiId, stageName: "dev" }));
  await client.send(new DeleteStageCommand({ restApiId, stageName: "prod" }));
  await client.send(new DeleteDeploymentCommand({ restApiId, deploymentId }));
  await expect(
    client.send(new GetStageCommand({ restApiId, stageName: "prod" })),
  ).rejects.toMatchObject({ name: "NotFoundException" });
});

test("the account has AWS's limits and takes a role for logs", async () => {
  const { $metadata: _, ...account } = await client.send(new GetAccountCommand({}));
  expect(account).toEqual({
    throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    features: ["UsagePlans"],
    apiKeyVersion: "4",
  });
  const role = "arn:aws:iam::000000000000:role/logs";
  const updated = await client.send(
    new UpdateAccountCommand({
      patchOperations: [{ op: "replace", path: "/cloudwatchRoleArn", value: role }],
    }),
  );
  expect(updated.cloudwatchRoleArn).toBe(role);
});

test("operations that need the data plane say so where there is none", async () => {
  const place = await petsApi();
  const { restApiId } = place;
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: "dev" }));
  const stage = { restApiId, stageName: "dev" };
  for (const command of [
    new TestInvokeMethodCommand(place),
    new FlushStageCacheCommand(stage),
    new FlushStageAuthorizersCacheCommand(stage),
  ]) {
    await expect(client.send(command as TestInvokeMethodCommand)).rejects.toMatchObject({
      name: "NotImplemented",
      $metadata: { httpStatusCode: 501 },
    });
  }
});
