import { expect, test } from "vitest";
import { servingApi } from "../../../tests/support/http-api-fixture.ts";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { createApi } from "./create-api.ts";
import { deleteIntegration } from "./delete-integration.ts";
import { deleteRoute } from "./delete-route.ts";
import { getIntegration } from "./get-integration.ts";
import { getIntegrations } from "./get-integrations.ts";

test("deleteIntegration() refuses while routes lead to it and names them", async () => {
  const bed = new OperationTestBed();
  const { apiId, integrationId, routeId } = await servingApi(bed);
  const id = { ApiId: apiId, IntegrationId: integrationId };
  expect(await bed.refusal(deleteIntegration, id)).toEqual([
    "ConflictException",
    `Cannot delete Integration because it is referenced by the following Routes with Ids: [${routeId}]`,
  ]);
  await bed.run(deleteRoute, { ApiId: apiId, RouteId: routeId });
  await bed.run(deleteIntegration, id);
  expect(await bed.refusal(getIntegration, id)).toEqual([
    "NotFoundException",
    `Invalid Integration identifier specified ${integrationId}`,
  ]);
});

test("deleteIntegration() refuses one that quick create made", async () => {
  const bed = new OperationTestBed();
  const { ApiId = "" } = await bed.run(createApi, {
    Name: "shop",
    ProtocolType: "HTTP",
    Target: "https://example.com",
  });
  const { Items = [] } = await bed.run(getIntegrations, { ApiId });
  const IntegrationId = Items[0]?.IntegrationId ?? "";
  expect(await bed.refusal(deleteIntegration, { ApiId, IntegrationId })).toEqual([
    "BadRequestException",
    "Cannot delete Integration because it is managed by API Gateway",
  ]);
});
