import type { Api, Integration, Route, Stage } from "@aws-sdk/client-apigatewayv2";
import { expect, test } from "vitest";
import { compileHttpApiStage, httpApiStageCompiler } from "./compile-http-api-stage.ts";
import { createMemoryStore } from "./memory-store.ts";
import type { RecordChange } from "./records.ts";
import type { Store } from "./store.ts";

const SCOPE = { account: "000000000000", region: "eu-west-1" };

const API = {
  ApiId: "api1",
  Name: "shop",
  CorsConfiguration: { AllowOrigins: ["*"], MaxAge: 5 },
} as Api;

const ROUTES: Route[] = [
  { RouteId: "r1", RouteKey: "GET /a", Target: "integrations/i1" },
  { RouteId: "r2", RouteKey: "$default", AuthorizationType: "JWT" },
];

const INTEGRATION: Integration = {
  IntegrationId: "i1",
  IntegrationType: "HTTP_PROXY",
  ConnectionType: "VPC_LINK",
  ConnectionId: "link1",
  IntegrationMethod: "ANY",
  IntegrationUri: "arn:listener",
  TimeoutInMillis: 250,
  TlsConfig: { ServerNameToVerify: "a.example.com" },
  RequestParameters: { "overwrite:path": "$request.path" },
  ResponseParameters: { 404: { "overwrite:statuscode": "403" } },
};

async function storeWith(stage: Stage, integration = INTEGRATION): Promise<Store> {
  const store = createMemoryStore();
  await store.transaction(async (all) => {
    const records = all.in(SCOPE);
    records.put("http-api-stage", "api1/prod", { stage });
    records.put("http-api-deployment", "api1/d1", {
      deployment: { DeploymentId: "d1" },
      content: { api: API, routes: ROUTES, integrations: [integration] },
    });
  });
  return store;
}

function compile(store: Store, stageName = "prod") {
  return store.read((all) => compileHttpApiStage(all.in(SCOPE), "api1", stageName));
}

test("compileHttpApiStage() joins the deployment's content with the stage's settings", async () => {
  const store = await storeWith({
    StageName: "prod",
    DeploymentId: "d1",
    StageVariables: { host: "x" },
    RouteSettings: { "GET /a": { ThrottlingRateLimit: 2, ThrottlingBurstLimit: 3 } },
    DefaultRouteSettings: { ThrottlingBurstLimit: 7, DetailedMetricsEnabled: true },
    AccessLogSettings: { DestinationArn: "arn:log", Format: "$context.requestId" },
  });
  expect(await compile(store)).toEqual({
    ...SCOPE,
    apiId: "api1",
    apiName: "shop",
    stageName: "prod",
    deploymentId: "d1",
    endpointHost: "api1.execute-api.eu-west-1.amazonaws.com",
    disableExecuteApiEndpoint: false,
    cors: {
      allowOrigins: ["*"],
      allowMethods: [],
      allowHeaders: [],
      exposeHeaders: [],
      maxAgeSeconds: 5,
      allowCredentials: false,
    },
    stageVariables: { host: "x" },
    routes: [
      {
        routeId: "r1",
        routeKey: "GET /a",
        integrationId: "i1",
        authorizationType: "NONE",
        apiKeyRequired: false,
        throttle: { rateLimit: 2, burstLimit: 3 },
        detailedMetrics: true,
      },
      {
        routeId: "r2",
        routeKey: "$default",
        integrationId: null,
        authorizationType: "JWT",
        apiKeyRequired: false,
        throttle: { rateLimit: 10_000, burstLimit: 7 },
        detailedMetrics: true,
      },
    ],
    integrations: {
      i1: {
        integrationId: "i1",
        type: "HTTP_PROXY",
        connectionType: "VPC_LINK",
        vpcLinkId: "link1",
        method: "ANY",
        uri: "arn:listener",
        timeoutMs: 250,
        serverNameToVerify: "a.example.com",
        requestParameters: { "overwrite:path": "$request.path" },
        responseParameters: { 404: { "overwrite:statuscode": "403" } },
      },
    },
    accessLog: { destinationArn: "arn:log", format: "$context.requestId" },
  });
});

test("compileHttpApiStage() leaves TLS settings and link out of a public integration", async () => {
  const store = await storeWith(
    { StageName: "prod", DeploymentId: "d1" },
    { ...INTEGRATION, ConnectionType: "INTERNET" },
  );
  expect((await compile(store))?.integrations["i1"]).toMatchObject({
    connectionType: "INTERNET",
    vpcLinkId: null,
    serverNameToVerify: null,
  });
});

test("compileHttpApiStage() gives null without stage, deployment id or deployment", async () => {
  expect(await compile(await storeWith({ StageName: "prod" }))).toBeNull();
  expect(await compile(await storeWith({ StageName: "prod", DeploymentId: "gone" }))).toBeNull();
  expect(await compile(await storeWith({ StageName: "prod" }), "other")).toBeNull();
});

test("httpApiStageCompiler.affectedBy() names the stages that a change can be seen in", async () => {
  const store = await storeWith({ StageName: "prod", DeploymentId: "d1" });
  const changes: RecordChange[] = [];
  store.subscribe((committed) => void changes.push(...committed));
  await store.transaction(async (all) => {
    const records = all.in(SCOPE);
    records.put("http-api", "api1", { api: API });
    records.put("http-api-route", "api1/r1", { route: ROUTES[0] as Route });
    records.put("http-api-stage", "api1/dev", { stage: { StageName: "dev" } });
    records.delete("http-api-deployment", "api1/d1");
  });
  const affected = await store.read((all) =>
    Promise.all(changes.map((change) => httpApiStageCompiler.affectedBy(change, all.in(SCOPE)))),
  );
  expect(affected.flat().toSorted()).toEqual(["api1/dev", "api1/prod"]);
});

test("httpApiStageCompiler.allKeys() lists every stage with its scope", async () => {
  const store = await storeWith({ StageName: "prod", DeploymentId: "d1" });
  expect(await store.read((all) => httpApiStageCompiler.allKeys(all))).toEqual([
    { scope: SCOPE, key: "api1/prod" },
  ]);
});
