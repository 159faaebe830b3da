import { expect, test } from "vitest";
import { emptyApi, servingApi } from "../../../tests/support/http-api-fixture.ts";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { createApi } from "./create-api.ts";
import { createStage } from "./create-stage.ts";
import { deleteApi } from "./delete-api.ts";
import { deleteCorsConfiguration } from "./delete-cors-configuration.ts";
import { getApi } from "./get-api.ts";
import { getIntegrations } from "./get-integrations.ts";
import { updateApi } from "./update-api.ts";

test("updateApi() changes what is given and keeps the rest", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  const before = await bed.run(getApi, { ApiId });
  const changes = {
    Name: "new",
    Description: "changed",
    Version: "v2",
    DisableExecuteApiEndpoint: true,
    CorsConfiguration: { AllowOrigins: ["*"] },
  };
  const after = await bed.run(updateApi, { ApiId, ...changes });
  expect(after).toEqual({ ...before, ...changes });
  expect(await bed.run(getApi, { ApiId })).toEqual(after);
});

test("updateApi() moves the target of quick create", async () => {
  const bed = new OperationTestBed();
  const { ApiId = "" } = await bed.run(createApi, {
    Name: "shop",
    ProtocolType: "HTTP",
    Target: "https://example.com",
  });
  await bed.run(updateApi, { ApiId, Target: "https://example.org" });
  expect((await bed.run(getIntegrations, { ApiId })).Items?.[0]?.IntegrationUri).toBe(
    "https://example.org",
  );
});

test("updateApi() refuses a target without quick create, and keeps all of the API", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  const before = await bed.run(getApi, { ApiId });
  const input = { ApiId, Name: "new", Target: "https://example.org" };
  expect(await bed.refusal(updateApi, input)).toEqual([
    "BadRequestException",
    "Unable to update API: it has no integration that was created by quick create",
  ]);
  expect(await bed.run(getApi, { ApiId })).toEqual(before);
});

test("updateApi() warns that the address type has no effect", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  await bed.run(updateApi, { ApiId, IpAddressType: "dualstack" });
  expect(bed.warnings).toEqual(["IpAddressType of an API has no effect"]);
});

test("deleteCorsConfiguration() takes it away", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  await bed.run(updateApi, { ApiId, CorsConfiguration: { AllowOrigins: ["*"] } });
  await bed.run(deleteCorsConfiguration, { ApiId });
  expect(await bed.run(getApi, { ApiId })).not.toHaveProperty("CorsConfiguration");
});

test("deleteApi() deletes the API with all its parts and no other API's", async () => {
  const bed = new OperationTestBed();
  const { apiId: ApiId } = await servingApi(bed);
  await bed.run(createStage, { ApiId, StageName: "dev", AutoDeploy: true });
  const other = await servingApi(bed);
  await bed.run(deleteApi, { ApiId });
  const kinds = [
    "http-api",
    "http-api-route",
    "http-api-integration",
    "http-api-stage",
    "http-api-deployment",
  ] as const;
  const left = await bed.records(async (records) => {
    const ids: string[] = [];
    for (const kind of kinds) ids.push(...(await records.list(kind)).map((record) => record.id));
    return ids;
  });
  expect(left).toEqual([
    other.apiId,
    `${other.apiId}/${other.routeId}`,
    `${other.apiId}/${other.integrationId}`,
  ]);
  expect(await bed.refusal(deleteApi, { ApiId })).toEqual([
    "NotFoundException",
    `Invalid API identifier specified 123456789012:${ApiId}`,
  ]);
});
