import { expect, test } from "vitest";
import {
  emptyApi,
  publicIntegration,
  servingApi,
} from "../../../tests/support/http-api-fixture.ts";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { createDeployment } from "./create-deployment.ts";
import { createRoute } from "./create-route.ts";
import { createStage } from "./create-stage.ts";
import { deleteDeployment } from "./delete-deployment.ts";
import { getApi } from "./get-api.ts";
import { getDeployment } from "./get-deployment.ts";
import { getIntegrations } from "./get-integrations.ts";
import { getRoutes } from "./get-routes.ts";
import { getStage } from "./get-stage.ts";
import { updateApi } from "./update-api.ts";
import { updateDeployment } from "./update-deployment.ts";

test("createDeployment() freezes the API as it is and answers AWS's defaults", async () => {
  const bed = new OperationTestBed();
  const { apiId: ApiId } = await servingApi(bed);
  const content = {
    api: await bed.run(getApi, { ApiId }),
    routes: (await bed.run(getRoutes, { ApiId })).Items,
    integrations: (await bed.run(getIntegrations, { ApiId })).Items,
  };
  const deployment = await bed.run(createDeployment, { ApiId, Description: "first" });
  expect(deployment).toEqual({
    AutoDeployed: false,
    CreatedDate: new Date("2026-01-01T00:00:00Z"),
    DeploymentId: expect.stringMatching(/^[a-z0-9]{6}$/),
    DeploymentStatus: "DEPLOYED",
    Description: "first",
  });
  await bed.run(updateApi, { ApiId, Name: "changed" });
  const stored = await bed.records((records) =>
    records.get("http-api-deployment", `${ApiId}/${deployment.DeploymentId}`),
  );
  expect(stored?.content).toEqual(content);
});

test("createDeployment() with a stage moves that stage and no other", async () => {
  const bed = new OperationTestBed();
  const { apiId: ApiId } = await servingApi(bed);
  await bed.run(createStage, { ApiId, StageName: "dev" });
  await bed.run(createStage, { ApiId, StageName: "prod" });
  const { DeploymentId } = await bed.run(createDeployment, { ApiId, StageName: "dev" });
  expect((await bed.run(getStage, { ApiId, StageName: "dev" })).DeploymentId).toBe(DeploymentId);
  expect(await bed.run(getStage, { ApiId, StageName: "prod" })).not.toHaveProperty("DeploymentId");
});

test("createDeployment() refuses an API without a route that leads somewhere", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  const refusal = [
    "BadRequestException",
    "Unable to deploy API because no valid routes exist in this API",
  ];
  expect(await bed.refusal(createDeployment, { ApiId })).toEqual(refusal);
  await publicIntegration(bed, ApiId);
  await bed.run(createRoute, { ApiId, RouteKey: "GET /" });
  expect(await bed.refusal(createDeployment, { ApiId })).toEqual(refusal);
});

test("createDeployment() refuses a stage that is not there or deploys by itself", async () => {
  const bed = new OperationTestBed();
  const { apiId: ApiId } = await servingApi(bed);
  expect(await bed.refusal(createDeployment, { ApiId, StageName: "dev" })).toEqual([
    "NotFoundException",
    "Invalid stage identifier specified",
  ]);
  await bed.run(createStage, { ApiId, StageName: "dev", AutoDeploy: true });
  expect(await bed.refusal(createDeployment, { ApiId, StageName: "dev" })).toEqual([
    "BadRequestException",
    `Deployment ID cannot be set on this stage 123456789012:${ApiId} because AutoDeploy is enabled.`,
  ]);
});

test("updateDeployment() changes the description and nothing of the content", async () => {
  const bed = new OperationTestBed();
  const { apiId: ApiId } = await servingApi(bed);
  const { DeploymentId = "" } = await bed.run(createDeployment, { ApiId });
  const stored = () =>
    bed.records((records) => records.get("http-api-deployment", `${ApiId}/${DeploymentId}`));
  const before = await stored();
  await bed.run(updateDeployment, { ApiId, DeploymentId, Description: "first" });
  expect((await bed.run(getDeployment, { ApiId, DeploymentId })).Description).toBe("first");
  expect((await stored())?.content).toEqual(before?.content);
});

test("deleteDeployment() refuses while a stage points to it", async () => {
  const bed = new OperationTestBed();
  const { apiId: ApiId } = await servingApi(bed);
  await bed.run(createStage, { ApiId, StageName: "dev" });
  const { DeploymentId = "" } = await bed.run(createDeployment, { ApiId, StageName: "dev" });
  const input = { ApiId, DeploymentId };
  expect(await bed.refusal(deleteDeployment, input)).toEqual([
    "BadRequestException",
    "Active stages pointing to this deployment must be moved or deleted",
  ]);
  await bed.run(createDeployment, { ApiId, StageName: "dev" });
  await bed.run(deleteDeployment, input);
  expect(await bed.refusal(getDeployment, input)).toEqual([
    "NotFoundException",
    `Invalid Deployment identifier specified ${DeploymentId}`,
  ]);
});
