import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { mockMethod } from "../../../tests/support/rest-api-fixture.ts";
import { RECORD_KINDS } from "../../store/records.ts";
import { createDeployment } from "./create-deployment.ts";
import { deleteStage } from "./delete-stage.ts";
import { deleteRestApi, REST_API_PART_KINDS } from "./delete-rest-api.ts";

test("deleteRestApi() leaves nothing of the API behind", async () => {
  const bed = new OperationTestBed();
  const { restApiId } = await mockMethod(bed);
  await bed.run(createDeployment, { restApiId, stageName: "dev" });
  await bed.run(deleteRestApi, { restApiId });
  const left = await bed.records(async (records) => {
    const counts = await Promise.all(RECORD_KINDS.map((kind) => records.list(kind)));
    return counts.flat().map(({ kind, id }) => `${kind} ${id}`);
  });
  expect(left).toEqual([]);
});

test("REST_API_PART_KINDS lists every kind of record that belongs to one REST API", () => {
  const others = ["rest-api", "rest-vpc-link", "rest-domain-name", "rest-account"];
  const expected = RECORD_KINDS.filter(
    (kind) => kind.startsWith("rest-") && !others.includes(kind),
  );
  expect([...REST_API_PART_KINDS].toSorted()).toEqual(expected.toSorted());
});

test("deleteRestApi() and deleteStage() are refused while a domain name leads there", async () => {
  const bed = new OperationTestBed();
  const { restApiId } = await mockMethod(bed);
  const stage = { restApiId, stageName: "dev" };
  await bed.run(createDeployment, stage);
  await bed.records(async (records) => {
    const basePathMapping = { basePath: "(none)", restApiId, stage: "dev" };
    records.put("base-path-mapping", "a.example.com/(none)", { basePathMapping });
  });
  expect(await bed.refusal(deleteStage, stage)).toEqual([
    "BadRequestException",
    "Deleting stage dev failed. Please remove all base path mappings related to the stage in your domains: a.example.com",
  ]);
  expect(await bed.refusal(deleteRestApi, { restApiId })).toEqual([
    "BadRequestException",
    `Deleting RestApi ${restApiId} failed. Please remove all base path mappings related to the RestApi in your domains: a.example.com`,
  ]);
  await bed.records(async (records) => records.delete("base-path-mapping", "a.example.com/(none)"));
  await bed.run(deleteStage, stage);
  await bed.run(deleteRestApi, { restApiId });
});
