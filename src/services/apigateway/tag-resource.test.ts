import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { mockMethod, restVpcLink } from "../../../tests/support/rest-api-fixture.ts";
import { createDeployment } from "./create-deployment.ts";
import { getTags } from "./get-tags.ts";
import { TAGS_PER_RESOURCE_MAX } from "../api-gateway-tags.ts";
import { tagResource } from "./tag-resource.ts";
import { untagResource } from "./untag-resource.ts";

const PREFIX = "arn:aws:apigateway:eu-central-1::";

/** One resource of each kind that can have tags; answers the path of its ARN. */
async function resourcesToTag(bed: OperationTestBed): Promise<string[]> {
  const { restApiId } = await mockMethod(bed);
  await bed.run(createDeployment, { restApiId, stageName: "dev" });
  await restVpcLink(bed, "aaaaaa");
  await bed.records(async (records) => {
    records.put("api-key", "k", { apiKey: { id: "k" } });
    records.put("usage-plan", "p", { usagePlan: { id: "p" } });
    records.put("rest-domain-name", "a.example.com", { domainName: {} });
    records.put("client-certificate", "c", { clientCertificate: {}, privateKeyPem: "" });
  });
  return [
    `/restapis/${restApiId}`,
    `/restapis/${restApiId}/stages/dev`,
    "/vpclinks/aaaaaa",
    "/apikeys/k",
    "/usageplans/p",
    "/domainnames/a.example.com",
    "/clientcertificates/c",
  ];
}

test("tagResource() and untagResource() work on every kind of resource", async () => {
  const bed = new OperationTestBed();
  for (const path of await resourcesToTag(bed)) {
    const resourceArn = PREFIX + path;
    await bed.run(tagResource, { resourceArn, tags: { a: "1", b: "2" } });
    await bed.run(tagResource, { resourceArn, tags: { b: "3" } });
    expect(await bed.run(getTags, { resourceArn }), path).toEqual({ tags: { a: "1", b: "3" } });
    await bed.run(untagResource, { resourceArn, tagKeys: ["a", "c"] });
    expect(await bed.run(getTags, { resourceArn }), path).toEqual({ tags: { b: "3" } });
  }
});

test.for<[arn: string, name: string, message: string]>([
  ["restapis/x", "BadRequestException", "Invalid ARN. ARN is not well formed restapis/x"],
  [`${PREFIX}/restapis/x`, "NotFoundException", "Invalid API identifier specified 123456789012:x"],
  [`${PREFIX}/restapis/x/stages/y`, "NotFoundException", "Invalid stage identifier specified"],
  [`${PREFIX}/vpclinks/x`, "NotFoundException", "Invalid Vpc Link identifier specified"],
  [`${PREFIX}/models/x`, "NotFoundException", `Invalid resource ARN specified ${PREFIX}/models/x`],
])("getTags() refuses %s", async ([resourceArn, name, message]) => {
  const bed = new OperationTestBed();
  expect(await bed.refusal(getTags, { resourceArn })).toEqual([name, message]);
});

test("tagResource() refuses keys and values that no tag may have, and too many", async () => {
  const bed = new OperationTestBed();
  const [path = ""] = await resourcesToTag(bed);
  const resourceArn = PREFIX + path;
  const many = Object.fromEntries(
    Array.from({ length: TAGS_PER_RESOURCE_MAX + 1 }, (_, index) => [`k${index}`, ""]),
  );
  const bad = [{ "": "" }, { "aws:a": "" }, { "a<b": "" }, { a: "v".repeat(257) }, many];
  for (const tags of bad) {
    const [name] = await bed.refusal(tagResource, { resourceArn, tags: { ...tags } });
    expect(name).toBe("BadRequestException");
  }
  expect(await bed.run(getTags, { resourceArn })).toEqual({ tags: {} });
});
