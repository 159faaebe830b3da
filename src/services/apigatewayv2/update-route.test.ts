import { expect, test } from "vitest";
import { publicIntegration, routeTo, servingApi } from "../../../tests/support/http-api-fixture.ts";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { createApi } from "./create-api.ts";
import { deleteRoute } from "./delete-route.ts";
import { deleteRouteRequestParameter } from "./delete-route-request-parameter.ts";
import { getRoute } from "./get-route.ts";
import { getRoutes } from "./get-routes.ts";
import { updateApi } from "./update-api.ts";
import { updateRoute } from "./update-route.ts";

test("updateRoute() changes key and target and keeps the rest", async () => {
  const bed = new OperationTestBed();
  const { apiId, routeId } = await servingApi(bed);
  const id = { ApiId: apiId, RouteId: routeId };
  const Target = `integrations/${await publicIntegration(bed, apiId)}`;
  const before = await bed.run(getRoute, id);
  const after = await bed.run(updateRoute, { ...id, RouteKey: "POST /pets", Target });
  expect(after).toEqual({ ...before, RouteKey: "POST /pets", Target });
  expect(await bed.run(getRoute, id)).toEqual(after);
});

test("updateRoute() may keep its own key but not take another route's", async () => {
  const bed = new OperationTestBed();
  const { apiId, integrationId, routeId } = await servingApi(bed);
  await routeTo(bed, apiId, integrationId, "GET /dogs");
  const id = { ApiId: apiId, RouteId: routeId };
  await bed.run(updateRoute, { ...id, RouteKey: "GET /pets" });
  expect(await bed.refusal(updateRoute, { ...id, RouteKey: "GET /dogs" })).toEqual([
    "ConflictException",
    "Route with key GET /dogs already exists for this API",
  ]);
});

test("updateRoute() gives AWS's answer to an authorizer without a type", async () => {
  const bed = new OperationTestBed();
  const { apiId, routeId } = await servingApi(bed);
  const input = { ApiId: apiId, RouteId: routeId, AuthorizerId: "abc123" };
  expect(await bed.refusal(updateRoute, input)).toEqual([
    "BadRequestException",
    "Unable to update route. Authorizer type is invalid or null",
  ]);
});

test("updateRoute() leaves the key of a managed route to updateApi()", async () => {
  const bed = new OperationTestBed();
  const { ApiId = "" } = await bed.run(createApi, {
    Name: "shop",
    ProtocolType: "HTTP",
    Target: "https://example.com",
  });
  const RouteId = (await bed.run(getRoutes, { ApiId })).Items?.[0]?.RouteId ?? "";
  expect(await bed.refusal(updateRoute, { ApiId, RouteId, RouteKey: "GET /" })).toEqual([
    "BadRequestException",
    "Cannot update the route key of a Route that is managed by API Gateway",
  ]);
  await bed.run(updateApi, { ApiId, RouteKey: "GET /" });
  expect((await bed.run(getRoute, { ApiId, RouteId })).RouteKey).toBe("GET /");
});

test("deleteRoute() deletes it once", async () => {
  const bed = new OperationTestBed();
  const { apiId, routeId } = await servingApi(bed);
  const id = { ApiId: apiId, RouteId: routeId };
  await bed.run(deleteRoute, id);
  const gone = ["NotFoundException", `Invalid Route identifier specified ${routeId}`];
  expect(await bed.refusal(getRoute, id)).toEqual(gone);
  expect(await bed.refusal(deleteRoute, id)).toEqual(gone);
});

test("deleteRouteRequestParameter() finds none on routes of HTTP APIs", async () => {
  const bed = new OperationTestBed();
  const { apiId, routeId } = await servingApi(bed);
  const input = { ApiId: apiId, RouteId: routeId, RequestParameterKey: "route.request.header.a" };
  expect(await bed.refusal(deleteRouteRequestParameter, input)).toEqual([
    "NotFoundException",
    "Invalid request parameter key specified route.request.header.a",
  ]);
});
