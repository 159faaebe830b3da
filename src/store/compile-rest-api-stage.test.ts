import { expect, test } from "vitest";
import { compileRestApiStage, restApiStageCompiler } from "./compile-rest-api-stage.ts";
import { createMemoryStore } from "./memory-store.ts";
import type { RecordBodies, RecordChange, RestApiContent } from "./records.ts";
import type { RestApiStageSnapshot } from "./snapshots.ts";
import type { Store } from "./store.ts";

const SCOPE = { account: "000000000000", region: "us-east-1" };

const CONTENT: RestApiContent = {
  restApi: { id: "api1", name: "pets", rootResourceId: "r0", binaryMediaTypes: ["image/png"] },
  resources: [
    { id: "r0", path: "/" },
    {
      id: "r1",
      path: "/pets/{id}",
      resourceMethods: {
        GET: {
          httpMethod: "GET",
          requestValidatorId: "v1",
          requestParameters: { "method.request.path.id": true },
          methodResponses: { "200": { statusCode: "200" } },
          methodIntegration: {
            type: "HTTP",
            httpMethod: "GET",
            uri: "https://example.com/{id}",
            integrationResponses: {
              "200": { statusCode: "200" },
              "404": { statusCode: "404", selectionPattern: "4.." },
            },
          },
        },
        POST: { httpMethod: "POST" },
      },
    },
  ],
  models: [{ name: "Empty", schema: "{}" }],
  requestValidators: [{ id: "v1", validateRequestParameters: true }],
  gatewayResponses: [{ responseType: "DEFAULT_4XX", statusCode: "418" }],
  authorizers: [],
};

type RestStage = RecordBodies["rest-stage"]["stage"];

async function storeWith(
  stage: Partial<RestStage> = {},
): Promise<{ store: Store; changes: RecordChange[] }> {
  const store = createMemoryStore();
  const changes: RecordChange[] = [];
  store.subscribe((committed) => void changes.push(...committed));
  await store.transaction(async (all) => {
    const records = all.in(SCOPE);
    records.put("rest-deployment", "api1/d1", { deployment: { id: "d1" }, content: CONTENT });
    records.put("rest-deployment", "api1/d2", {
      deployment: { id: "d2" },
      content: { ...CONTENT, resources: [] },
    });
    records.put("rest-stage", "api1/prod", {
      stage: { stageName: "prod", deploymentId: "d1", variables: { a: "1", b: "2" }, ...stage },
    });
  });
  return { store, changes };
}

async function compiled(stage: Partial<RestStage> = {}): Promise<RestApiStageSnapshot | null> {
  const { store } = await storeWith(stage);
  return store.read((all) => compileRestApiStage(all.in(SCOPE), "api1", "prod"));
}

test("compileRestApiStage() freezes the deployment's methods and adds the stage's own settings", async () => {
  const snapshot = await compiled({ cacheClusterEnabled: true });
  expect(snapshot).toMatchObject({
    apiId: "api1",
    stageName: "prod",
    endpointHost: "api1.execute-api.us-east-1.amazonaws.com",
    stageVariables: { a: "1", b: "2" },
    cacheEnabled: true,
    canary: null,
  });
  const [method] = snapshot?.content.methods ?? [];
  expect(method).toMatchObject({
    resourceId: "r1",
    resourcePath: "/pets/{id}",
    httpMethod: "GET",
    validatesParameters: true,
    validatesBody: false,
    integration: { type: "HTTP", timeoutMs: 29_000, passthroughBehavior: "WHEN_NO_MATCH" },
  });
  expect(method?.integration?.responses.map(({ statusCode }) => statusCode)).toEqual([404, 200]);
  expect(snapshot?.content.gatewayResponses["DEFAULT_4XX"]?.statusCode).toBe(418);
});

test.for<[string]>([["pets~1{id}/GET"], ["~1pets~1{id}/GET"], ["pets/{id}/GET"]])(
  "settings under the key %s are those of the method, what it leaves open those of all methods",
  async ([key]) => {
    const snapshot = await compiled({
      methodSettings: {
        "*/*": { loggingLevel: "INFO", throttlingRateLimit: 5 },
        [key]: { cachingEnabled: true, throttlingBurstLimit: 7 },
      },
    });
    expect(snapshot?.content.methods[0]?.settings).toMatchObject({
      loggingLevel: "INFO",
      cachingEnabled: true,
      cacheTtlSeconds: 300,
      throttle: { rateLimit: 10_000, burstLimit: 7 },
    });
  },
);

test("caching of all methods is for those that read", async () => {
  const snapshot = await compiled({ methodSettings: { "*/*": { cachingEnabled: true } } });
  const cached = snapshot?.content.methods.map((method) => [
    method.httpMethod,
    method.settings.cachingEnabled,
  ]);
  expect(cached).toContainEqual(["GET", true]);
  expect(cached).toContainEqual(["POST", false]);
});

test("a canary has its own deployment, and the stage's variables with its own on top", async () => {
  const snapshot = await compiled({
    canarySettings: {
      deploymentId: "d2",
      percentTraffic: 12.5,
      stageVariableOverrides: { b: "3" },
    },
  });
  expect(snapshot?.canary).toMatchObject({
    percentTraffic: 12.5,
    useStageCache: false,
    stageVariables: { a: "1", b: "3" },
    content: { deploymentId: "d2", methods: [] },
  });
});

test("a stage whose deployment is gone serves nothing", async () => {
  expect(await compiled({ deploymentId: "d9" })).toBeNull();
});

test("restApiStageCompiler is concerned by a stage and by the deployments it serves", async () => {
  const { store, changes } = await storeWith({ canarySettings: { deploymentId: "d2" } });
  const keys = await store.read(async (all) => {
    const found: string[] = [];
    for (const change of changes) {
      const affected = await restApiStageCompiler.affectedBy(change, all.in(SCOPE));
      found.push(`${change.after?.id}: ${affected.join()}`);
    }
    return found;
  });
  expect(keys).toEqual(["api1/d1: api1/prod", "api1/d2: api1/prod", "api1/prod: api1/prod"]);
});
