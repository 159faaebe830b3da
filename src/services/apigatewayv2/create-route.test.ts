import { expect, test } from "vitest";
import { emptyApi, publicIntegration, routeTo } from "../../../tests/support/http-api-fixture.ts";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { createRoute } from "./create-route.ts";

test("createRoute() answers AWS's defaults", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  const integrationId = await publicIntegration(bed, ApiId);
  const route = await bed.run(createRoute, {
    ApiId,
    RouteKey: "GET /pets/{id}",
    Target: `integrations/${integrationId}`,
    OperationName: "getPet",
  });
  expect(route).toEqual({
    ApiKeyRequired: false,
    AuthorizationType: "NONE",
    OperationName: "getPet",
    RouteId: expect.stringMatching(/^[a-z0-9]{7}$/),
    RouteKey: "GET /pets/{id}",
    Target: `integrations/${integrationId}`,
  });
});

test("createRoute() refuses a key that is there already", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  const integrationId = await publicIntegration(bed, ApiId);
  await routeTo(bed, ApiId, integrationId, "ANY /{proxy+}");
  expect(await bed.refusal(createRoute, { ApiId, RouteKey: "ANY /{proxy+}" })).toEqual([
    "ConflictException",
    "Route with key ANY /{proxy+} already exists for this API",
  ]);
});

test.for<[what: string, members: object, name: string, message: string]>([
  ["no route key", { RouteKey: "" }, "BadRequestException", "Route key is required"],
  [
    "a malformed route key",
    { RouteKey: "POST/pets" },
    "BadRequestException",
    'The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"',
  ],
  [
    "a malformed target",
    { Target: "abc1234" },
    "BadRequestException",
    "Unexpected or malformed target in route. Correct format should be integrations/<integration_id>.",
  ],
  [
    "a target that is not there",
    { Target: "integrations/abc1234" },
    "NotFoundException",
    "Invalid Integration identifier specified abc1234",
  ],
  [
    "an API key",
    { ApiKeyRequired: true },
    "BadRequestException",
    "ApiKeyRequired is not currently supported for HTTP APIs.",
  ],
  [
    "a JWT authorizer",
    { AuthorizationType: "JWT", AuthorizerId: "abc123", AuthorizationScopes: ["read"] },
    "BadRequestException",
    "Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer.",
  ],
  [
    "a Lambda authorizer",
    { AuthorizationType: "CUSTOM", AuthorizerId: "abc123" },
    "BadRequestException",
    "Invalid authorizer ID specified. Setting the authorization type to CUSTOM requires a valid authorizer.",
  ],
  [
    "IAM authorization",
    { AuthorizationType: "AWS_IAM" },
    "BadRequestException",
    "IAM authorization is not there yet in Postern: authorizationType AWS_IAM",
  ],
  [
    "scopes without JWT",
    { AuthorizationScopes: ["read"] },
    "BadRequestException",
    "Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization type",
  ],
  [
    "an authorizer without type",
    { AuthorizerId: "abc123" },
    "BadRequestException",
    "Unable to create route. Authorizer type is invalid or null",
  ],
  [
    "request models",
    { RequestModels: { $default: "m" } },
    "BadRequestException",
    "RequestModels is currently not supported for this API protocol type.",
  ],
])("createRoute() refuses %s and keeps nothing", async ([, members, name, message]) => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  const input = { ApiId, RouteKey: "GET /", ...members };
  expect(await bed.refusal(createRoute, input)).toEqual([name, message]);
  expect(await bed.records((records) => records.list("http-api-route"))).toEqual([]);
});

test("createRoute() refuses the 301st route", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  await bed.records(async (records) => {
    for (let index = 0; index < 300; index++) {
      const route = { RouteId: `r${index}`, RouteKey: `GET /${index}` };
      records.put("http-api-route", `${ApiId}/${route.RouteId}`, { route });
    }
  });
  expect(await bed.refusal(createRoute, { ApiId, RouteKey: "GET /" })).toEqual([
    "ConflictException",
    "Maximum number of Routes for this API has been reached. Please contact AWS if you need additional Routes.",
  ]);
});
