import { expect, test } from "vitest";
import { publicIntegration, routeTo, servingApi } from "../../../tests/support/http-api-fixture.ts";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { AUTOMATIC_DEPLOYMENTS_KEPT } from "./auto-deploy.ts";
import { createDeployment } from "./create-deployment.ts";
import { createStage } from "./create-stage.ts";
import { deleteCorsConfiguration } from "./delete-cors-configuration.ts";
import { deleteIntegration } from "./delete-integration.ts";
import { deleteRoute } from "./delete-route.ts";
import { getDeployments } from "./get-deployments.ts";
import { getStage } from "./get-stage.ts";
import { updateApi } from "./update-api.ts";
import { updateIntegration } from "./update-integration.ts";
import { updateRoute } from "./update-route.ts";

async function deployedContent(bed: OperationTestBed, apiId: string, stageName: string) {
  const stage = await bed.run(getStage, { ApiId: apiId, StageName: stageName });
  const body = await bed.records((records) =>
    records.get("http-api-deployment", `${apiId}/${stage.DeploymentId}`),
  );
  return body?.content;
}

test("autoDeploy() deploys each kind of change, and to stages that have it on only", async () => {
  const bed = new OperationTestBed();
  const { apiId: ApiId, integrationId: IntegrationId, routeId: RouteId } = await servingApi(bed);
  await bed.run(createStage, { ApiId, StageName: "dev", AutoDeploy: true });
  await bed.run(createStage, { ApiId, StageName: "prod" });
  await bed.run(createDeployment, { ApiId, StageName: "prod" });
  const seen = new Set<string | undefined>();
  const changes: (() => Promise<unknown>)[] = [
    () => bed.run(updateApi, { ApiId, CorsConfiguration: { AllowOrigins: ["*"] } }),
    () => bed.run(deleteCorsConfiguration, { ApiId }),
    () => bed.run(updateIntegration, { ApiId, IntegrationId, TimeoutInMillis: 1000 }),
    () => bed.run(updateRoute, { ApiId, RouteId, RouteKey: "GET /dogs" }),
    () => publicIntegration(bed, ApiId),
    () => routeTo(bed, ApiId, IntegrationId, "GET /cats"),
    () => bed.run(deleteRoute, { ApiId, RouteId }),
  ];
  for (const change of changes) {
    await change();
    seen.add((await bed.run(getStage, { ApiId, StageName: "dev" })).DeploymentId);
  }
  expect(seen.size).toBe(changes.length);
  const dev = await deployedContent(bed, ApiId, "dev");
  expect(dev?.routes.map((route) => route.RouteKey)).toEqual(["GET /cats"]);
  expect(dev?.integrations).toHaveLength(2);
  expect(dev?.api).not.toHaveProperty("CorsConfiguration");
  const prod = await deployedContent(bed, ApiId, "prod");
  expect(prod?.routes.map((route) => route.RouteKey)).toEqual(["GET /pets"]);
});

test("autoDeploy() marks its deployments as automatic", async () => {
  const bed = new OperationTestBed();
  const { apiId: ApiId } = await servingApi(bed);
  await bed.run(createStage, { ApiId, StageName: "dev", AutoDeploy: true });
  expect((await bed.run(getDeployments, { ApiId })).Items).toEqual([
    {
      AutoDeployed: true,
      CreatedDate: new Date("2026-01-01T00:00:00Z"),
      DeploymentId: expect.stringMatching(/^[a-z0-9]{6}$/),
      DeploymentStatus: "DEPLOYED",
      Description: "Automatic deployment triggered by changes to the Api configuration",
    },
  ]);
});

test("autoDeploy() leaves the last deployment in place when no route is left, and says so", async () => {
  const bed = new OperationTestBed();
  const { apiId: ApiId, integrationId: IntegrationId, routeId: RouteId } = await servingApi(bed);
  await bed.run(createStage, { ApiId, StageName: "dev", AutoDeploy: true });
  const before = await bed.run(getStage, { ApiId, StageName: "dev" });
  await bed.run(deleteRoute, { ApiId, RouteId });
  await bed.run(deleteIntegration, { ApiId, IntegrationId });
  const after = await bed.run(getStage, { ApiId, StageName: "dev" });
  expect(after.DeploymentId).toBe(before.DeploymentId);
  expect(after.LastDeploymentStatusMessage).toBe(
    "Deployment attempt failed: Unable to deploy API because no valid routes exist in this API",
  );
});

test("autoDeploy() forgets its oldest deployments, but none that a stage or a person holds", async () => {
  const bed = new OperationTestBed();
  const { apiId: ApiId } = await servingApi(bed);
  const byHand = await bed.run(createDeployment, { ApiId });
  await bed.run(createStage, { ApiId, StageName: "dev", AutoDeploy: true });
  const first = await bed.run(getStage, { ApiId, StageName: "dev" });
  const DeploymentId = first.DeploymentId ?? "";
  await bed.run(createStage, { ApiId, StageName: "held", DeploymentId });
  for (let change = 0; change < AUTOMATIC_DEPLOYMENTS_KEPT + 5; change++) {
    await bed.advance(1_000);
    await bed.run(updateApi, { ApiId, Description: `change ${change}` });
  }
  const { Items = [] } = await bed.run(getDeployments, { ApiId });
  const ids = Items.map((deployment) => deployment.DeploymentId);
  expect(ids).toContain(byHand.DeploymentId);
  expect(ids).toContain(DeploymentId);
  expect(Items.filter((deployment) => deployment.AutoDeployed)).toHaveLength(
    AUTOMATIC_DEPLOYMENTS_KEPT + 2,
  );
});
