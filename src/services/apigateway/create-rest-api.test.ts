import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { bareMethod, emptyRestApi, patch } from "../../../tests/support/rest-api-fixture.ts";
import { createRestApi } from "./create-rest-api.ts";
import { getResources } from "./get-resources.ts";
import { getRestApi } from "./get-rest-api.ts";
import { getRestApis } from "./get-rest-apis.ts";
import { putIntegration } from "./put-integration.ts";
import { updateRestApi } from "./update-rest-api.ts";

test("createRestApi() answers the defaults, and no tags unless there are some", async () => {
  const bed = new OperationTestBed();
  const api = await bed.run(createRestApi, { name: "shop", tags: {} });
  expect(api).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{10}$/),
    name: "shop",
    createdDate: new Date("2026-01-01T00:00:00Z"),
    apiKeySource: "HEADER",
    endpointConfiguration: { types: ["EDGE"], ipAddressType: "ipv4" },
    disableExecuteApiEndpoint: false,
    rootResourceId: expect.stringMatching(/^[a-z0-9]{10}$/),
  });
});

test("createRestApi() makes the root resource and the models Empty and Error", async () => {
  const bed = new OperationTestBed();
  const { restApiId, rootId } = await emptyRestApi(bed);
  const { items } = await bed.run(getResources, { restApiId });
  expect(items).toEqual([{ id: rootId, path: "/" }]);
  const models = await bed.records((records) => records.list("rest-model", `${restApiId}/`));
  expect(models.map(({ body }) => body.model.name)).toEqual(["Empty", "Error"]);
});

test("createRestApi() gives a private API both kinds of address", async () => {
  const bed = new OperationTestBed();
  const endpointConfiguration = { types: ["PRIVATE" as const], vpcEndpointIds: ["vpce-1"] };
  const api = await bed.run(createRestApi, { name: "inside", endpointConfiguration });
  expect(api.endpointConfiguration).toEqual({
    types: ["PRIVATE"],
    ipAddressType: "dualstack",
    vpcEndpointIds: ["vpce-1"],
  });
  expect(bed.warnings).toHaveLength(1);
});

test("createRestApi() answers a policy as the inside of a JSON text", async () => {
  const bed = new OperationTestBed();
  const policy = '{"Statement":[{"Resource":"a/b"}]}';
  const api = await bed.run(createRestApi, { name: "shop", policy });
  expect(api.policy).toBe(String.raw`{\"Statement\":[{\"Resource\":\"a\/b\"}]}`);
  const kept = await bed.records((records) => records.get("rest-api", api.id ?? ""));
  expect(kept?.restApi.policy).toBe(policy);
});

test.for<[what: string, members: object, message: RegExp]>([
  ["a blank name", { name: " " }, /^Name cannot be empty$/],
  ["a policy that is no document", { policy: "{" }, /^Invalid policy document/],
  [
    "endpoints of a VPC for a public API",
    { endpointConfiguration: { vpcEndpointIds: ["vpce-1"] } },
    /PRIVATE apis/,
  ],
  ["a tag of AWS's", { tags: { "aws:x": "1" } }, /^Invalid tag key/],
  ["another source of API keys", { apiKeySource: "QUERY" }, /'createRestApiInput.apiKeySource'/],
  [
    "a source that is not there",
    { cloneFrom: "abcdefghij" },
    /^Invalid API identifier specified 123456789012:abcdefghij$/,
  ],
])("createRestApi() refuses %s and keeps nothing", async ([, members, message]) => {
  const bed = new OperationTestBed();
  const [, text] = await bed.refusal(createRestApi, { name: "shop", ...members });
  expect(text).toMatch(message);
  expect((await bed.run(getRestApis, {})).items).toEqual([]);
});

test("createRestApi() copies another API under new ids, references included", async () => {
  const bed = new OperationTestBed();
  const key = await bareMethod(bed);
  const { restApiId } = key;
  await bed.run(putIntegration, { ...key, type: "MOCK" });
  await bed.run(updateRestApi, {
    restApiId,
    patchOperations: patch("add", "/binaryMediaTypes/image~1png"),
  });
  await bed.records(async (records) => {
    const ref = `{"$ref":"https://apigateway.amazonaws.com/restapis/${restApiId}/models/Error"}`;
    records.put("rest-model", `${restApiId}/Ref`, { model: { name: "Ref", schema: ref } });
    const requestValidator = { id: "aaaaaa", name: "all" };
    records.put("rest-request-validator", `${restApiId}/aaaaaa`, { requestValidator });
    const id = `${restApiId}/${key.resourceId}`;
    const resource = structuredClone((await records.get("rest-resource", id))?.resource ?? {});
    const method = resource.resourceMethods?.["GET"];
    if (method !== undefined) method.requestValidatorId = "aaaaaa";
    records.put("rest-resource", id, { resource });
  });
  const copy = await bed.run(createRestApi, { name: "copy", cloneFrom: restApiId });
  expect(copy.binaryMediaTypes).toEqual(["image/png"]);
  const copyId = copy.id ?? "";
  const { items: [root] = [] } = await bed.run(getResources, {
    restApiId: copyId,
    embed: ["methods"],
  });
  expect(root?.id).toBe(copy.rootResourceId);
  expect(root?.id).not.toBe(key.resourceId);
  const method = root?.resourceMethods?.["GET"];
  expect(method?.methodIntegration?.cacheNamespace).toBe(root?.id);
  const validators = await bed.records((records) =>
    records.list("rest-request-validator", `${copyId}/`),
  );
  expect(validators.map(({ body }) => body.requestValidator)).toEqual([
    { id: method?.requestValidatorId, name: "all" },
  ]);
  expect(method?.requestValidatorId).not.toBe("aaaaaa");
  const models = await bed.records((records) => records.list("rest-model", `${copyId}/`));
  expect(models).toHaveLength(3);
  const ref = models.find(({ body }) => body.model.name === "Ref")?.body.model.schema;
  expect(ref).toBe(`{"$ref":"https://apigateway.amazonaws.com/restapis/${copyId}/models/Error"}`);
});

test("getRestApi() answers for APIs of this account and region alone", async () => {
  const bed = new OperationTestBed();
  expect(await bed.refusal(getRestApi, { restApiId: "abcdefghij" })).toEqual([
    "NotFoundException",
    "Invalid API identifier specified 123456789012:abcdefghij",
  ]);
});
