import { expect, test } from "vitest";
import { servingApi } from "../../../tests/support/http-api-fixture.ts";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { createApi } from "./create-api.ts";
import { createDeployment } from "./create-deployment.ts";
import { createStage } from "./create-stage.ts";
import { deleteAccessLogSettings } from "./delete-access-log-settings.ts";
import { deleteRouteSettings } from "./delete-route-settings.ts";
import { deleteStage } from "./delete-stage.ts";
import { getStage } from "./get-stage.ts";
import { updateStage } from "./update-stage.ts";

async function devStage(bed: OperationTestBed): Promise<{ ApiId: string; StageName: string }> {
  const { apiId } = await servingApi(bed);
  const id = { ApiId: apiId, StageName: "dev" };
  await bed.run(createStage, {
    ...id,
    AccessLogSettings: {
      DestinationArn: "arn:aws:logs:eu-central-1:123456789012:log-group:shop",
      Format: "$context.requestId",
    },
    RouteSettings: { "GET /pets": { ThrottlingBurstLimit: 1 } },
    StageVariables: { a: "1", b: "2" },
  });
  return id;
}

test("updateStage() changes what is given, takes variables away by empty values and keeps the rest", async () => {
  const bed = new OperationTestBed();
  const id = await devStage(bed);
  const before = await bed.run(getStage, id);
  await bed.advance(5_000);
  const after = await bed.run(updateStage, {
    ...id,
    DefaultRouteSettings: { ThrottlingRateLimit: 10 },
    Description: "changed",
    StageVariables: { a: "", c: "3" },
  });
  expect(after).toEqual({
    ...before,
    DefaultRouteSettings: { DetailedMetricsEnabled: false, ThrottlingRateLimit: 10 },
    Description: "changed",
    LastUpdatedDate: new Date("2026-01-01T00:00:05Z"),
    StageVariables: { b: "2", c: "3" },
  });
  expect(await bed.run(getStage, id)).toEqual(after);
});

test("updateStage() points a stage to a deployment, and only to one that is there", async () => {
  const bed = new OperationTestBed();
  const id = await devStage(bed);
  const { DeploymentId = "" } = await bed.run(createDeployment, { ApiId: id.ApiId });
  expect((await bed.run(updateStage, { ...id, DeploymentId })).DeploymentId).toBe(DeploymentId);
  expect(await bed.refusal(updateStage, { ...id, DeploymentId: "nothere" })).toEqual([
    "BadRequestException",
    "Deployment id does not exist",
  ]);
});

test("updateStage() deploys when autoDeploy is switched on, and leaves the deployment when it is switched off", async () => {
  const bed = new OperationTestBed();
  const id = await devStage(bed);
  const on = await bed.run(updateStage, { ...id, AutoDeploy: true });
  expect(on).toMatchObject({
    AutoDeploy: true,
    LastDeploymentStatusMessage: `Successfully deployed stage with deployment ID '${on.DeploymentId}'`,
  });
  expect(await bed.refusal(updateStage, { ...id, DeploymentId: on.DeploymentId ?? "" })).toEqual([
    "BadRequestException",
    `Deployment ID cannot be set on this stage 123456789012:${id.ApiId} because AutoDeploy is enabled.`,
  ]);
  const off = await bed.run(updateStage, { ...id, AutoDeploy: false });
  expect(off).not.toHaveProperty("AutoDeploy");
  expect(off.DeploymentId).toBe(on.DeploymentId);
});

test("updateStage() refuses the stage of quick create and a stage that is not there", async () => {
  const bed = new OperationTestBed();
  const { ApiId = "" } = await bed.run(createApi, {
    Name: "shop",
    ProtocolType: "HTTP",
    Target: "https://example.com",
  });
  expect(await bed.refusal(updateStage, { ApiId, StageName: "$default" })).toEqual([
    "BadRequestException",
    "Cannot modify stage $default because it is managed by API Gateway",
  ]);
  expect(await bed.refusal(updateStage, { ApiId, StageName: "dev" })).toEqual([
    "NotFoundException",
    "Invalid stage identifier specified",
  ]);
});

test("deleteRouteSettings() takes them away once", async () => {
  const bed = new OperationTestBed();
  const id = await devStage(bed);
  const input = { ...id, RouteKey: "GET /pets" };
  await bed.run(deleteRouteSettings, input);
  expect((await bed.run(getStage, id)).RouteSettings).toEqual({});
  expect(await bed.refusal(deleteRouteSettings, input)).toEqual([
    "NotFoundException",
    "Unable to find Route by key GET /pets within the provided RouteSettings",
  ]);
});

test("deleteAccessLogSettings() takes them away", async () => {
  const bed = new OperationTestBed();
  const id = await devStage(bed);
  await bed.run(deleteAccessLogSettings, id);
  expect(await bed.run(getStage, id)).not.toHaveProperty("AccessLogSettings");
});

test("deleteStage() deletes it once", async () => {
  const bed = new OperationTestBed();
  const id = await devStage(bed);
  await bed.run(deleteStage, id);
  expect(await bed.refusal(deleteStage, id)).toEqual([
    "NotFoundException",
    "Invalid stage identifier specified",
  ]);
});
