import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import {
  mockMethod,
  NLB_ARN,
  patch,
  PRIVATE_INTEGRATION,
  resourceBelow,
  restVpcLink,
} from "../../../tests/support/rest-api-fixture.ts";
import { createDeployment } from "./create-deployment.ts";
import { deleteDeployment } from "./delete-deployment.ts";
import { deleteStage } from "./delete-stage.ts";
import { getDeployment } from "./get-deployment.ts";
import { getDeployments } from "./get-deployments.ts";
import { getStage } from "./get-stage.ts";
import { getStages } from "./get-stages.ts";
import { getVpcLink } from "./get-vpc-link.ts";
import { putIntegration } from "./put-integration.ts";
import { STAGES_PER_API_MAX } from "./rest-quotas.ts";
import { CACHE_CLUSTER_MS } from "./stage-cache-cluster.ts";
import { updateIntegration } from "./update-integration.ts";

test("createDeployment() freezes the API as it is", async () => {
  const bed = new OperationTestBed();
  const key = await mockMethod(bed);
  const { restApiId } = key;
  const deployment = await bed.run(createDeployment, { restApiId, description: "first" });
  expect(deployment).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{6}$/),
    description: "first",
    createdDate: new Date("2026-01-01T00:00:00Z"),
  });
  const patchOperations = patch("replace", "/timeoutInMillis", "50");
  await bed.run(updateIntegration, { ...key, patchOperations });
  await resourceBelow(bed, restApiId, { parentId: key.resourceId, pathPart: "later" });
  const frozen = await bed.records((records) =>
    records.get("rest-deployment", `${restApiId}/${deployment.id}`),
  );
  expect(frozen?.content.resources).toHaveLength(1);
  const method = frozen?.content.resources[0]?.resourceMethods?.["GET"];
  expect(method?.methodIntegration?.timeoutInMillis).toBe(29_000);
  expect(frozen?.content.models.map(({ name }) => name)).toEqual(["Empty", "Error"]);
  expect((await bed.run(getStages, { restApiId })).item).toEqual([]);
});

test("createDeployment() makes the stage it names, with what is said of it", async () => {
  const bed = new OperationTestBed();
  const { restApiId } = await mockMethod(bed);
  const { id } = await bed.run(createDeployment, {
    restApiId,
    stageName: "dev",
    stageDescription: "for us",
    variables: { host: "a.example.com" },
    cacheClusterEnabled: true,
  });
  const stage = { restApiId, stageName: "dev" };
  expect(await bed.run(getStage, stage)).toMatchObject({
    deploymentId: id,
    description: "for us",
    variables: { host: "a.example.com" },
    cacheClusterEnabled: true,
    cacheClusterSize: "0.5",
    cacheClusterStatus: "CREATE_IN_PROGRESS",
  });
  await bed.advance(CACHE_CLUSTER_MS);
  expect((await bed.run(getStage, stage)).cacheClusterStatus).toBe("AVAILABLE");
});

test("createDeployment() moves a stage on and keeps what it does not speak of", async () => {
  const bed = new OperationTestBed();
  const { restApiId } = await mockMethod(bed);
  const first = { restApiId, stageName: "dev", variables: { a: "1" }, stageDescription: "d" };
  await bed.run(createDeployment, first);
  bed.clock.advance(60_000);
  const { id } = await bed.run(createDeployment, { restApiId, stageName: "dev" });
  expect(await bed.run(getStage, { restApiId, stageName: "dev" })).toMatchObject({
    deploymentId: id,
    description: "d",
    variables: { a: "1" },
    createdDate: new Date("2026-01-01T00:00:00Z"),
    lastUpdatedDate: new Date("2026-01-01T00:01:00Z"),
  });
  const { items = [] } = await bed.run(getDeployments, { restApiId });
  expect(items).toHaveLength(2);
});

test("createDeployment() gives a canary its share and leaves the stage's deployment", async () => {
  const bed = new OperationTestBed();
  const { restApiId } = await mockMethod(bed);
  const first = await bed.run(createDeployment, { restApiId, stageName: "dev" });
  const canarySettings = { percentTraffic: 12.5, stageVariableOverrides: { a: "2" } };
  const second = await bed.run(createDeployment, { restApiId, stageName: "dev", canarySettings });
  expect(await bed.run(getStage, { restApiId, stageName: "dev" })).toMatchObject({
    deploymentId: first.id,
    canarySettings: { ...canarySettings, deploymentId: second.id, useStageCache: false },
  });
  for (const deploymentId of [first.id ?? "", second.id ?? ""]) {
    expect(await bed.refusal(deleteDeployment, { restApiId, deploymentId })).toEqual([
      "BadRequestException",
      "Active stages pointing to this deployment must be moved or deleted",
    ]);
  }
  await bed.run(deleteStage, { restApiId, stageName: "dev" });
  await bed.run(deleteDeployment, { restApiId, deploymentId: first.id ?? "" });
  const gone = { restApiId, deploymentId: first.id ?? "" };
  expect((await bed.refusal(getDeployment, gone))[0]).toBe("NotFoundException");
});

test.for<[what: string, members: object, message: RegExp]>([
  [
    "a share above all",
    { stageName: "dev", canarySettings: { percentTraffic: 101 } },
    /percentTraffic/,
  ],
  ["a name that no stage may have", { stageName: "a b" }, /^Stage name only allows/],
  [
    "a variable that none may be",
    { stageName: "dev", variables: { "a-b": "1" } },
    /^Invalid stage variable name/,
  ],
  [
    "a value that no variable may have",
    { stageName: "dev", variables: { a: "{}" } },
    /^Invalid stage variable value/,
  ],
  ["another size of cache", { cacheClusterSize: "1" }, /'createDeploymentInput.cacheClusterSize'/],
])("createDeployment() refuses %s and makes no deployment", async ([, members, message]) => {
  const bed = new OperationTestBed();
  const { restApiId } = await mockMethod(bed);
  await bed.run(createDeployment, { restApiId, stageName: "dev" });
  const [, text] = await bed.refusal(createDeployment, { restApiId, ...members });
  expect(text).toMatch(message);
  expect((await bed.run(getDeployments, { restApiId })).items).toHaveLength(1);
});

test("createDeployment() refuses one stage more than an API may have", async () => {
  const bed = new OperationTestBed();
  const { restApiId } = await mockMethod(bed);
  for (let index = 0; index < STAGES_PER_API_MAX; index++) {
    await bed.run(createDeployment, { restApiId, stageName: `s${index}` });
  }
  const [name] = await bed.refusal(createDeployment, { restApiId, stageName: "more" });
  expect(name).toBe("LimitExceededException");
});

async function deployThrough(
  bed: OperationTestBed,
  status: "AVAILABLE" | "PENDING" | "FAILED" | "DELETING",
): Promise<string> {
  const key = await mockMethod(bed);
  const connectionId = await restVpcLink(bed, "aaaaaa", status);
  await bed.run(putIntegration, { ...key, ...PRIVATE_INTEGRATION, connectionId });
  return key.restApiId;
}

test.for(["AVAILABLE", "FAILED", "PENDING"] as const)(
  "createDeployment() deploys what leads through a VPC link that is %s",
  async (status) => {
    const bed = new OperationTestBed();
    const restApiId = await deployThrough(bed, status);
    expect((await bed.run(createDeployment, { restApiId })).id).toMatch(/^[a-z0-9]{6}$/);
    expect((await bed.run(getVpcLink, { vpcLinkId: "aaaaaa" })).status).toBe(status);
  },
);

test("createDeployment() is done when a pending VPC link to an active load balancer is available", async () => {
  const bed = new OperationTestBed();
  const restApiId = await deployThrough(bed, "PENDING");
  await bed.records(async (records) => {
    const loadBalancer = { State: { Code: "active" as const } };
    records.put("load-balancer", NLB_ARN, { loadBalancer, attributes: {}, tags: {} });
  });
  await bed.run(createDeployment, { restApiId });
  expect((await bed.run(getVpcLink, { vpcLinkId: "aaaaaa" })).status).toBe("AVAILABLE");
});

test("createDeployment() refuses what leads through a VPC link that is being deleted", async () => {
  const bed = new OperationTestBed();
  const restApiId = await deployThrough(bed, "DELETING");
  expect(await bed.refusal(createDeployment, { restApiId })).toEqual([
    "BadRequestException",
    "Vpc link 'aaaaaa' is being deleted",
  ]);
});
