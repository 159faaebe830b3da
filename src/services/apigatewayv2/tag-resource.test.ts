import { expect, test } from "vitest";
import { emptyApi, vpcLink } from "../../../tests/support/http-api-fixture.ts";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { createStage } from "./create-stage.ts";
import { getApi } from "./get-api.ts";
import { getTags } from "./get-tags.ts";
import { tagResource } from "./tag-resource.ts";
import { untagResource } from "./untag-resource.ts";

const PREFIX = "arn:aws:apigateway:eu-central-1::";

test("tagResource() and untagResource() work on APIs, stages and VPC links", async () => {
  const bed = new OperationTestBed();
  const apiId = await emptyApi(bed);
  await bed.run(createStage, { ApiId: apiId, StageName: "$default" });
  const resources = [
    `/apis/${apiId}`,
    `/apis/${apiId}/stages/$default`,
    `/vpclinks/${await vpcLink(bed)}`,
  ];
  for (const resource of resources) {
    const ResourceArn = PREFIX + resource;
    await bed.run(tagResource, { ResourceArn, Tags: { team: "blue", cost: "1" } });
    await bed.run(tagResource, { ResourceArn, Tags: { team: "red" } });
    expect(await bed.run(getTags, { ResourceArn })).toEqual({ Tags: { team: "red", cost: "1" } });
    await bed.run(untagResource, { ResourceArn, TagKeys: ["cost", "nothere"] });
    expect(await bed.run(getTags, { ResourceArn })).toEqual({ Tags: { team: "red" } });
  }
  expect((await bed.run(getApi, { ApiId: apiId })).Tags).toEqual({ team: "red" });
});

test.for([
  ["an ARN that is none", "shop", "BadRequestException"],
  ["another service", "arn:aws:s3:::shop", "BadRequestException"],
  ["another region", "arn:aws:apigateway:us-east-1::/apis/a", "BadRequestException"],
  ["an unknown API", `${PREFIX}/apis/nothere`, "NotFoundException"],
  ["an unknown VPC link", `${PREFIX}/vpclinks/nothere`, "NotFoundException"],
  ["an unknown kind", `${PREFIX}/restapis/a`, "NotFoundException"],
])("getTags() refuses %s", async ([, ResourceArn = "", name]) => {
  const bed = new OperationTestBed();
  expect((await bed.refusal(getTags, { ResourceArn }))[0]).toBe(name);
});

test.for<[what: string, tags: Record<string, string>]>([
  ["an empty key", { "": "1" }],
  ["a key of 129 characters", { ["k".repeat(129)]: "1" }],
  ["a key of AWS's", { "aws:team": "1" }],
  ["a key with a bracket", { "a<b": "1" }],
  ["a value of 257 characters", { a: "v".repeat(257) }],
  ["51 tags", Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, "1"]))],
])("tagResource() refuses %s and keeps the tags as they were", async ([, Tags]) => {
  const bed = new OperationTestBed();
  const ResourceArn = `${PREFIX}/apis/${await emptyApi(bed)}`;
  expect((await bed.refusal(tagResource, { ResourceArn, Tags }))[0]).toBe("BadRequestException");
  expect(await bed.run(getTags, { ResourceArn })).toEqual({ Tags: {} });
});
