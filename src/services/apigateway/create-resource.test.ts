import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { emptyRestApi, patch, resourceBelow } from "../../../tests/support/rest-api-fixture.ts";
import { createResource } from "./create-resource.ts";
import { deleteResource } from "./delete-resource.ts";
import { getResources } from "./get-resources.ts";
import { RESOURCES_PER_API_MAX } from "./rest-quotas.ts";
import { updateResource } from "./update-resource.ts";

async function paths(bed: OperationTestBed, restApiId: string): Promise<unknown[]> {
  const { items = [] } = await bed.run(getResources, { restApiId, limit: 500 });
  return items.map(({ path }) => path ?? "").toSorted();
}

test.for(["pets", "v1.0", "a_b-c", "{id}", "{proxy+}", "users:list"])(
  "createResource() takes the path part %s",
  async (pathPart) => {
    const bed = new OperationTestBed();
    const { restApiId, rootId } = await emptyRestApi(bed);
    await resourceBelow(bed, restApiId, { parentId: rootId, pathPart });
    expect(await paths(bed, restApiId)).toEqual(["/", `/${pathPart}`]);
  },
);

test.for(["a$b", "a/b", "a b", "{id", "x{id}", "{}", "{+}", "ä"])(
  "createResource() refuses the path part '%s'",
  async (pathPart) => {
    const bed = new OperationTestBed();
    const { restApiId, rootId } = await emptyRestApi(bed);
    const [name, message] = await bed.refusal(createResource, {
      restApiId,
      parentId: rootId,
      pathPart,
    });
    expect(name).toBe("BadRequestException");
    expect(message).toMatch(/^Resource's path part only allow/);
  },
);

test("createResource() wants a path part", async () => {
  const bed = new OperationTestBed();
  const { restApiId, rootId } = await emptyRestApi(bed);
  const input = { restApiId, parentId: rootId, pathPart: "" };
  expect(await bed.refusal(createResource, input)).toEqual([
    "BadRequestException",
    "Resource's path part must be specified",
  ]);
});

test("createResource() refuses one resource more than an API may have", async () => {
  const bed = new OperationTestBed();
  const { restApiId, rootId } = await emptyRestApi(bed);
  await bed.records(async (records) => {
    for (let index = 1; index < RESOURCES_PER_API_MAX; index++) {
      const resource = { id: `r${index}`, parentId: rootId, pathPart: `p${index}` };
      records.put("rest-resource", `${restApiId}/r${index}`, { resource });
    }
  });
  const input = { restApiId, parentId: rootId, pathPart: "more" };
  const [name] = await bed.refusal(createResource, input);
  expect(name).toBe("LimitExceededException");
});

test("updateResource() moves a resource with all that is below it", async () => {
  const bed = new OperationTestBed();
  const { restApiId, rootId } = await emptyRestApi(bed);
  const a = await resourceBelow(bed, restApiId, { parentId: rootId, pathPart: "a" });
  const b = await resourceBelow(bed, restApiId, { parentId: rootId, pathPart: "b" });
  const c = await resourceBelow(bed, restApiId, { parentId: b, pathPart: "{c}" });
  await resourceBelow(bed, restApiId, { parentId: c, pathPart: "d" });
  const patchOperations = [
    ...patch("replace", "/parentId", a),
    ...patch("replace", "/pathPart", "x"),
  ];
  await bed.run(updateResource, { restApiId, resourceId: b, patchOperations });
  expect(await paths(bed, restApiId)).toEqual(["/", "/a", "/a/x", "/a/x/{c}", "/a/x/{c}/d"]);
});

test("updateResource() lets a variable part be renamed", async () => {
  const bed = new OperationTestBed();
  const { restApiId, rootId } = await emptyRestApi(bed);
  const resourceId = await resourceBelow(bed, restApiId, { parentId: rootId, pathPart: "{id}" });
  const patchOperations = patch("replace", "/pathPart", "{proxy+}");
  await bed.run(updateResource, { restApiId, resourceId, patchOperations });
  expect(await paths(bed, restApiId)).toEqual(["/", "/{proxy+}"]);
});

test("deleteResource() takes what is below along, but never the root", async () => {
  const bed = new OperationTestBed();
  const { restApiId, rootId } = await emptyRestApi(bed);
  const a = await resourceBelow(bed, restApiId, { parentId: rootId, pathPart: "a" });
  await resourceBelow(bed, restApiId, { parentId: a, pathPart: "b" });
  await resourceBelow(bed, restApiId, { parentId: rootId, pathPart: "ab" });
  await bed.run(deleteResource, { restApiId, resourceId: a });
  expect(await paths(bed, restApiId)).toEqual(["/", "/ab"]);
  const [name] = await bed.refusal(deleteResource, { restApiId, resourceId: rootId });
  expect(name).toBe("BadRequestException");
});
