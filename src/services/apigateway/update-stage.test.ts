import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { mockMethod, patch } from "../../../tests/support/rest-api-fixture.ts";
import { createDeployment } from "./create-deployment.ts";
import { createStage } from "./create-stage.ts";
import { defaultMethodSetting } from "./method-settings.ts";
import { CACHE_CLUSTER_MS, resumeCacheClusters } from "./stage-cache-cluster.ts";
import { updateAccount } from "./update-account.ts";
import { updateStage } from "./update-stage.ts";

interface Deployed {
  readonly restApiId: string;
  readonly deploymentId: string;
  readonly update: (...operations: object[][]) => ReturnType<typeof updateStage>;
  readonly refusal: (...operations: object[][]) => Promise<string>;
}

/** An API with a stage "dev". */
async function deployed(bed: OperationTestBed): Promise<Deployed> {
  const { restApiId } = await mockMethod(bed);
  const { id: deploymentId = "" } = await bed.run(createDeployment, {
    restApiId,
    stageName: "dev",
  });
  const input = (operations: object[][]) => ({
    restApiId,
    stageName: "dev",
    patchOperations: operations.flat(),
  });
  return {
    restApiId,
    deploymentId,
    update: (...operations) => bed.run(updateStage, input(operations)),
    refusal: async (...operations) => (await bed.refusal(updateStage, input(operations)))[1],
  };
}

test("updateStage() keeps method settings under the path that named them, with defaults", async () => {
  const bed = new OperationTestBed();
  const { update } = await deployed(bed);
  const stage = await update(
    patch("replace", "/*/*/throttling/burstLimit", "10"),
    patch("replace", "/~1pets~1{id}/GET/caching/ttlInSeconds", "60"),
    patch("replace", "/~1pets~1{id}/GET/caching/enabled", "true"),
    patch("replace", "/pets/POST/throttling/rateLimit", "0.5"),
  );
  expect(stage.methodSettings).toEqual({
    "*/*": { ...defaultMethodSetting(), throttlingBurstLimit: 10 },
    "~1pets~1{id}/GET": { ...defaultMethodSetting(), cachingEnabled: true, cacheTtlInSeconds: 60 },
    "pets/POST": { ...defaultMethodSetting(), throttlingRateLimit: 0.5 },
  });
  const after = await update(
    patch("remove", "/~1pets~1{id}/GET"),
    patch("remove", "/*/*/throttling/burstLimit"),
  );
  expect(after.methodSettings?.["*/*"]).toEqual(defaultMethodSetting());
  expect(Object.keys(after.methodSettings ?? {})).toEqual(["*/*", "pets/POST"]);
});

test.for<[path: string, value: string]>([
  ["/*/*/metrics/enabled", "yes"],
  ["/*/*/logging/loglevel", "DEBUG"],
  ["/*/*/throttling/burstLimit", "1.5"],
  ["/*/*/throttling/burstLimit", "-2"],
  ["/*/*/caching/ttlInSeconds", "3601"],
  ["/*/*/caching/unauthorizedCacheControlHeaderStrategy", "FAIL"],
  ["/cacheClusterSize", "1"],
  ["/variables/a", "{}"],
  ["/canarySettings/percentTraffic", "101"],
  ["/canarySettings/deploymentId", "abcdef"],
  ["/documentationVersion", "1"],
  ["/clientCertificateId", "abcdef"],
  ["/accessLogSettings/format", "$context.status"],
  ["/accessLogSettings/format", "$context.requestId\n$context.status"],
  ["/accessLogSettings/destinationArn", "arn:aws:s3:::bucket"],
])("updateStage() refuses %s = %s and changes nothing", async ([path, value]) => {
  const bed = new OperationTestBed();
  const { update, refusal } = await deployed(bed);
  const before = await update();
  expect(
    await refusal(patch("replace", "/description", "x"), patch("replace", path, value)),
  ).not.toBe("");
  expect(await update()).toEqual(before);
});

test("updateStage() wants the account's role for logs before logs are switched on", async () => {
  const bed = new OperationTestBed();
  const { update, refusal } = await deployed(bed);
  const level = patch("replace", "/*/*/logging/loglevel", "INFO");
  const message = "CloudWatch Logs role ARN must be set in account settings to enable logging";
  expect(await refusal(level)).toBe(message);
  const logs = [
    ...patch(
      "replace",
      "/accessLogSettings/destinationArn",
      "arn:aws:logs:eu-central-1:123456789012:log-group:a:*",
    ),
    ...patch("replace", "/accessLogSettings/format", "$context.requestId $context.status"),
  ];
  expect(await refusal(logs)).toBe(message);
  const role = "arn:aws:iam::123456789012:role/logs";
  await bed.run(updateAccount, { patchOperations: patch("replace", "/cloudwatchRoleArn", role) });
  expect(await update(level, logs)).toMatchObject({
    methodSettings: { "*/*": { loggingLevel: "INFO" } },
    accessLogSettings: {
      destinationArn: "arn:aws:logs:eu-central-1:123456789012:log-group:a",
      format: "$context.requestId $context.status",
    },
  });
  expect(await update(patch("remove", "/accessLogSettings"))).not.toHaveProperty(
    "accessLogSettings",
  );
});

test("updateStage() takes a format that ends in a line end, and a Firehose stream with a warning", async () => {
  const bed = new OperationTestBed();
  const { update } = await deployed(bed);
  const stream = "arn:aws:firehose:eu-central-1:123456789012:deliverystream/amazon-apigateway-a";
  const stage = await update(
    patch("replace", "/accessLogSettings/destinationArn", stream),
    patch("replace", "/accessLogSettings/format", "$context.requestId\n"),
    patch("replace", "/*/*/metrics/enabled", "true"),
  );
  expect(stage.accessLogSettings).toEqual({
    destinationArn: stream,
    format: "$context.requestId\n",
  });
  expect(bed.warnings).toEqual(["Settings of a stage are kept and answered, but have no effect"]);
});

test("updateStage() sets and removes variables", async () => {
  const bed = new OperationTestBed();
  const { update } = await deployed(bed);
  const set = await update(
    patch("add", "/variables/a", "1"),
    patch("replace", "/variables/b", "2"),
  );
  expect(set.variables).toEqual({ a: "1", b: "2" });
  expect((await update(patch("remove", "/variables/a"))).variables).toEqual({ b: "2" });
  expect(await update(patch("remove", "/variables/b"))).not.toHaveProperty("variables");
});

test("updateStage() promotes a canary by two copies and its removal", async () => {
  const bed = new OperationTestBed();
  const { restApiId, update } = await deployed(bed);
  const { id } = await bed.run(createDeployment, {
    restApiId,
    stageName: "dev",
    variables: { a: "1", b: "1" },
    canarySettings: { percentTraffic: 50, stageVariableOverrides: { b: "2" } },
  });
  await update(patch("replace", "/canarySettings/stageVariableOverrides/c", "3"));
  const stage = await update(
    [{ op: "copy", path: "/deploymentId", from: "/canarySettings/deploymentId" }],
    [{ op: "copy", path: "/variables", from: "/canarySettings/stageVariableOverrides" }],
    patch("remove", "/canarySettings"),
  );
  expect(stage).toMatchObject({ deploymentId: id, variables: { a: "1", b: "2", c: "3" } });
  expect(stage).not.toHaveProperty("canarySettings");
});

test("updateStage() begins a canary with the stage's own deployment", async () => {
  const bed = new OperationTestBed();
  const { deploymentId, update } = await deployed(bed);
  const set = await update(
    patch("replace", "/canarySettings/percentTraffic", "10.5"),
    patch("replace", "/canarySettings/useStageCache", "true"),
    patch("replace", "/canarySettings/stageVariableOverrides/a", "1"),
  );
  expect(set.canarySettings).toEqual({
    deploymentId,
    percentTraffic: 10.5,
    useStageCache: true,
    stageVariableOverrides: { a: "1" },
  });
  const after = await update(patch("remove", "/canarySettings/stageVariableOverrides/a"));
  expect(after.canarySettings).not.toHaveProperty("stageVariableOverrides");
});

test("updateStage() switches the cache on and off through its states", async () => {
  const bed = new OperationTestBed();
  const { update } = await deployed(bed);
  const on = [
    ...patch("replace", "/cacheClusterEnabled", "true"),
    ...patch("replace", "/cacheClusterSize", "6.1"),
  ];
  expect(await update(on)).toMatchObject({
    cacheClusterEnabled: true,
    cacheClusterSize: "6.1",
    cacheClusterStatus: "CREATE_IN_PROGRESS",
  });
  await bed.advance(CACHE_CLUSTER_MS);
  expect((await update()).cacheClusterStatus).toBe("AVAILABLE");
  await update(patch("replace", "/cacheClusterEnabled", "false"));
  await bed.records(resumeCacheClusters);
  expect(await update()).toMatchObject({
    cacheClusterEnabled: false,
    cacheClusterStatus: "NOT_AVAILABLE",
  });
});

test("updateStage() says which settings have no effect", async () => {
  const bed = new OperationTestBed();
  const { update } = await deployed(bed);
  await update(patch("replace", "/tracingEnabled", "true"));
  expect(bed.warnings).toEqual(["Settings of a stage are kept and answered, but have no effect"]);
});

test("createStage() gives a canary the stage's deployment unless it has its own", async () => {
  const bed = new OperationTestBed();
  const { restApiId, deploymentId } = await deployed(bed);
  const stage = await bed.run(createStage, {
    restApiId,
    stageName: "prod",
    deploymentId,
    tags: { a: "b" },
    cacheClusterEnabled: true,
    cacheClusterSize: "1.6",
    canarySettings: { percentTraffic: 5 },
  });
  expect(stage).toMatchObject({
    canarySettings: { deploymentId, percentTraffic: 5, useStageCache: false },
    cacheClusterSize: "1.6",
    tags: { a: "b" },
  });
});
