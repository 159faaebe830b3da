import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { bareMethod, patch } from "../../../tests/support/rest-api-fixture.ts";
import { getMethod } from "./get-method.ts";
import { putMethodResponse } from "./put-method-response.ts";
import { putMethod } from "./put-method.ts";
import { updateMethod } from "./update-method.ts";

test("putMethod() does not overwrite a method", async () => {
  const bed = new OperationTestBed();
  const key = await bareMethod(bed);
  expect(await bed.refusal(putMethod, { ...key, authorizationType: "AWS_IAM" })).toEqual([
    "ConflictException",
    "Method already exists for this resource",
  ]);
  expect((await bed.run(getMethod, key)).authorizationType).toBe("NONE");
});

test("putMethod() wants an authorizer that suits the type of authorization", async () => {
  const bed = new OperationTestBed();
  const key = await bareMethod(bed);
  await bed.records(async (records) => {
    for (const [id, type] of [
      ["aaaaaa", "TOKEN"],
      ["bbbbbb", "COGNITO_USER_POOLS"],
    ] as const) {
      records.put("rest-authorizer", `${key.restApiId}/${id}`, { authorizer: { id, type } });
    }
  });
  const attempt = (httpMethod: string, authorizationType: string, authorizerId: string) =>
    bed.run(putMethod, { ...key, httpMethod, authorizationType, authorizerId });
  expect(await attempt("POST", "CUSTOM", "aaaaaa")).toMatchObject({ authorizerId: "aaaaaa" });
  await attempt("PUT", "COGNITO_USER_POOLS", "bbbbbb");
  await expect(attempt("PATCH", "CUSTOM", "bbbbbb")).rejects.toThrow(/^Invalid authorizer ID/);
  await expect(attempt("PATCH", "COGNITO_USER_POOLS", "aaaaaa")).rejects.toThrow(/^Invalid auth/);
  await expect(attempt("PATCH", "OPEN", "aaaaaa")).rejects.toThrow(/^Invalid authorization type/);
});

test("putMethod() refuses names of parameters that are none", async () => {
  const bed = new OperationTestBed();
  const key = await bareMethod(bed);
  const input = {
    ...key,
    httpMethod: "POST",
    authorizationType: "NONE",
    requestParameters: { "method.request.body.a": true },
  };
  expect(await bed.refusal(putMethod, input)).toEqual([
    "BadRequestException",
    "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: method.request.body.a]",
  ]);
});

test("updateMethod() adds and removes parameters, models and scopes", async () => {
  const bed = new OperationTestBed();
  const key = await bareMethod(bed);
  const added = await bed.run(updateMethod, {
    ...key,
    patchOperations: [
      ...patch("add", "/requestParameters/method.request.header.a", "true"),
      ...patch("add", "/requestParameters/method.request.header.b"),
      ...patch("add", "/requestModels/application~1json", "Error"),
      ...patch("add", "/authorizationScopes", "read"),
      ...patch("replace", "/operationName", "list"),
    ],
  });
  expect(added).toMatchObject({
    requestParameters: { "method.request.header.a": true, "method.request.header.b": false },
    requestModels: { "application/json": "Error" },
    authorizationScopes: ["read"],
    operationName: "list",
  });
  const removed = await bed.run(updateMethod, {
    ...key,
    patchOperations: [
      ...patch("remove", "/requestParameters/method.request.header.a"),
      ...patch("remove", "/requestModels/application~1json"),
      ...patch("remove", "/authorizationScopes", "read"),
      ...patch("replace", "/operationName", ""),
    ],
  });
  expect(removed).toEqual({
    httpMethod: "GET",
    authorizationType: "NONE",
    apiKeyRequired: false,
    requestParameters: { "method.request.header.b": false },
    requestModels: {},
  });
});

test("updateMethod() drops the authorizer with the type that asked for it", async () => {
  const bed = new OperationTestBed();
  const key = await bareMethod(bed);
  await bed.records(async (records) => {
    const authorizer = { id: "aaaaaa", type: "REQUEST" as const };
    records.put("rest-authorizer", `${key.restApiId}/aaaaaa`, { authorizer });
  });
  const patchOperations = [
    ...patch("replace", "/authorizationType", "CUSTOM"),
    ...patch("replace", "/authorizerId", "aaaaaa"),
  ];
  await bed.run(updateMethod, { ...key, patchOperations });
  const open = patch("replace", "/authorizationType", "NONE");
  const method = await bed.run(updateMethod, { ...key, patchOperations: open });
  expect(method).not.toHaveProperty("authorizerId");
});

test("putMethodResponse() refuses a status twice, unknown models and what is no header", async () => {
  const bed = new OperationTestBed();
  const key = { ...(await bareMethod(bed)), statusCode: "200" };
  await bed.run(putMethodResponse, { ...key, responseModels: { "application/json": "Empty" } });
  expect(await bed.refusal(putMethodResponse, key)).toEqual([
    "ConflictException",
    "Response already exists for this resource",
  ]);
  const other = { ...key, statusCode: "404" };
  const model = { ...other, responseModels: { "application/json": "None" } };
  expect(await bed.refusal(putMethodResponse, model)).toEqual([
    "BadRequestException",
    "Invalid model identifier specified: None",
  ]);
  const header = { ...other, responseParameters: { "method.response.body": true } };
  const [, message] = await bed.refusal(putMethodResponse, header);
  expect(message).toMatch(/Invalid mapping expression specified: method.response.body\]$/);
});
