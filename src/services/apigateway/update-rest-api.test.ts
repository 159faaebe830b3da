import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { emptyRestApi, patch } from "../../../tests/support/rest-api-fixture.ts";
import { getRestApi } from "./get-rest-api.ts";
import { updateRestApi } from "./update-rest-api.ts";

test("updateRestApi() changes nothing when one of its operations is refused", async () => {
  const bed = new OperationTestBed();
  const { restApiId } = await emptyRestApi(bed);
  const before = await bed.run(getRestApi, { restApiId });
  const patchOperations = [...patch("replace", "/name", "x"), ...patch("replace", "/id", "x")];
  expect(await bed.refusal(updateRestApi, { restApiId, patchOperations })).toEqual([
    "BadRequestException",
    "Invalid patch path /id",
  ]);
  expect(await bed.run(getRestApi, { restApiId })).toEqual(before);
});

test("updateRestApi() adds, replaces and removes binary media types by escaped name", async () => {
  const bed = new OperationTestBed();
  const { restApiId } = await emptyRestApi(bed);
  const run = (op: "add" | "remove" | "replace", path: string, value?: string) =>
    bed.run(updateRestApi, { restApiId, patchOperations: patch(op, path, value) });
  await run("add", "/binaryMediaTypes/image~1png");
  expect((await run("add", "/binaryMediaTypes/*~1*")).binaryMediaTypes).toEqual([
    "image/png",
    "*/*",
  ]);
  const replaced = await run("replace", "/binaryMediaTypes/*~1*", "audio/mpeg");
  expect(replaced.binaryMediaTypes).toEqual(["image/png", "audio/mpeg"]);
  await run("remove", "/binaryMediaTypes/image~1png");
  expect(await run("remove", "/binaryMediaTypes/audio~1mpeg")).not.toHaveProperty(
    "binaryMediaTypes",
  );
});

test("updateRestApi() takes members away by an empty value", async () => {
  const bed = new OperationTestBed();
  const { restApiId } = await emptyRestApi(bed);
  const set = [
    ...patch("replace", "/description", "d"),
    ...patch("replace", "/policy", '{"Statement":[]}'),
    ...patch("replace", "/minimumCompressionSize", "0"),
  ];
  const api = await bed.run(updateRestApi, { restApiId, patchOperations: set });
  expect(api).toMatchObject({ description: "d", minimumCompressionSize: 0 });
  const clear = set.map(({ op, path }) => ({ op, path, value: "" }));
  const cleared = await bed.run(updateRestApi, { restApiId, patchOperations: clear });
  for (const member of ["description", "policy", "minimumCompressionSize"]) {
    expect(cleared).not.toHaveProperty(member);
  }
});

test("updateRestApi() makes an API private and gives it endpoints of a VPC", async () => {
  const bed = new OperationTestBed();
  const { restApiId } = await emptyRestApi(bed);
  const patchOperations = [
    ...patch("replace", "/endpointConfiguration/types/0", "PRIVATE"),
    ...patch("add", "/endpointConfiguration/vpcEndpointIds", "vpce-1"),
    ...patch("add", "/endpointConfiguration/vpcEndpointIds", "vpce-2"),
    ...patch("remove", "/endpointConfiguration/vpcEndpointIds", "vpce-1"),
  ];
  const api = await bed.run(updateRestApi, { restApiId, patchOperations });
  expect(api.endpointConfiguration).toEqual({
    types: ["PRIVATE"],
    ipAddressType: "dualstack",
    vpcEndpointIds: ["vpce-2"],
  });
});
