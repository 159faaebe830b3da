import { expect, test } from "vitest";
import { vpcLink as secondKindOfLink } from "../../../tests/support/http-api-fixture.ts";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import {
  ALB_ARN,
  bareMethod,
  mockMethod,
  NLB_ARN,
  patch,
  PRIVATE_INTEGRATION,
} from "../../../tests/support/rest-api-fixture.ts";
import { deleteVpcLink as deleteSecondKindOfLink } from "../apigatewayv2/delete-vpc-link.ts";
import { createDeployment } from "./create-deployment.ts";
import { createVpcLink } from "./create-vpc-link.ts";
import { deleteVpcLink } from "./delete-vpc-link.ts";
import { getVpcLink } from "./get-vpc-link.ts";
import { getVpcLinks } from "./get-vpc-links.ts";
import { putIntegration } from "./put-integration.ts";
import { VPC_LINKS_PER_REGION_MAX } from "./rest-quotas.ts";
import { updateVpcLink } from "./update-vpc-link.ts";
import { DELETION_MS, PROVISIONING_MS, resumeRestVpcLinks } from "./vpc-link-transitions.ts";

async function withLoadBalancer(
  bed: OperationTestBed,
  Code: "active" | "provisioning" = "active",
): Promise<void> {
  await bed.records(async (records) =>
    records.put("load-balancer", NLB_ARN, {
      loadBalancer: { LoadBalancerArn: NLB_ARN, Type: "network", State: { Code } },
      attributes: {},
      tags: {},
    }),
  );
}

async function availableLink(bed: OperationTestBed): Promise<string> {
  await withLoadBalancer(bed);
  const { id = "" } = await bed.run(createVpcLink, { name: "inside", targetArns: [NLB_ARN] });
  await bed.advance(PROVISIONING_MS);
  return id;
}

test("createVpcLink() answers a pending link that becomes available", async () => {
  const bed = new OperationTestBed();
  await withLoadBalancer(bed);
  const link = await bed.run(createVpcLink, { name: "inside", targetArns: [NLB_ARN] });
  const pending = {
    id: expect.stringMatching(/^[a-z0-9]{6}$/),
    name: "inside",
    targetArns: [NLB_ARN],
  };
  expect(link).toEqual({ ...pending, status: "PENDING" });
  await bed.advance(PROVISIONING_MS);
  const ready = {
    ...pending,
    status: "AVAILABLE",
    statusMessage: "Your vpc link is ready for use",
  };
  expect(await bed.run(getVpcLink, { vpcLinkId: link.id ?? "" })).toEqual({ ...ready, tags: {} });
  expect((await bed.run(getVpcLinks, {})).items).toEqual([ready]);
});

test.for<[what: string, arn: string, message: string]>([
  ["an Application Load Balancer", ALB_ARN, "NLB ARN is malformed"],
  ["something else", "arn:aws:s3:::bucket", "NLB ARN is malformed"],
  ["a load balancer that is not there", `${NLB_ARN}0`, "NLB does not exist"],
])("createVpcLink() to %s fails later, and says why", async ([, arn, statusMessage]) => {
  const bed = new OperationTestBed();
  await withLoadBalancer(bed);
  const { id = "" } = await bed.run(createVpcLink, { name: "inside", targetArns: [arn] });
  await bed.advance(PROVISIONING_MS);
  expect(await bed.run(getVpcLink, { vpcLinkId: id })).toMatchObject({
    status: "FAILED",
    statusMessage,
  });
});

test("createVpcLink() fails for a load balancer that is not active yet", async () => {
  const bed = new OperationTestBed();
  await withLoadBalancer(bed, "provisioning");
  const { id = "" } = await bed.run(createVpcLink, { name: "early", targetArns: [NLB_ARN] });
  await bed.advance(PROVISIONING_MS);
  const { status, statusMessage } = await bed.run(getVpcLink, { vpcLinkId: id });
  expect(status).toBe("FAILED");
  expect(statusMessage).toMatch(/^NLB is not in active state\./);
});

test("createVpcLink() fails for a load balancer that another link has", async () => {
  const bed = new OperationTestBed();
  await availableLink(bed);
  const { id = "" } = await bed.run(createVpcLink, { name: "second", targetArns: [NLB_ARN] });
  await bed.advance(PROVISIONING_MS);
  expect(await bed.run(getVpcLink, { vpcLinkId: id })).toMatchObject({
    status: "FAILED",
    statusMessage: "NLB is already associated with another VPC Endpoint Service",
  });
});

test("createVpcLink() refuses no target and one link more than a region may have", async () => {
  const bed = new OperationTestBed();
  const [name] = await bed.refusal(createVpcLink, { name: "inside", targetArns: [] });
  expect(name).toBe("BadRequestException");
  for (let index = 0; index < VPC_LINKS_PER_REGION_MAX; index++) {
    await bed.run(createVpcLink, { name: "inside", targetArns: [NLB_ARN] });
  }
  const more = { name: "inside", targetArns: [NLB_ARN] };
  expect((await bed.refusal(createVpcLink, more))[0]).toBe("LimitExceededException");
});

test("updateVpcLink() changes name and description and never the target", async () => {
  const bed = new OperationTestBed();
  const vpcLinkId = await availableLink(bed);
  const patchOperations = [
    ...patch("replace", "/name", "x"),
    ...patch("replace", "/description", "d"),
  ];
  const updated = await bed.run(updateVpcLink, { vpcLinkId, patchOperations });
  expect(updated).toMatchObject({ name: "x", description: "d", status: "AVAILABLE", tags: {} });
  for (const path of ["/targetArns", "/targetArns/0"]) {
    const input = { vpcLinkId, patchOperations: patch("replace", path, NLB_ARN) };
    expect(await bed.refusal(updateVpcLink, input)).toEqual([
      "BadRequestException",
      "Target arns are not allowed to be changed/added.",
    ]);
  }
  const nameless = { vpcLinkId, patchOperations: patch("replace", "/name", "") };
  expect((await bed.refusal(updateVpcLink, nameless))[1]).toBe("Name cannot be empty");
});

test("deleteVpcLink() names API, method, resource and stage of what still leads through the link", async () => {
  const bed = new OperationTestBed();
  const vpcLinkId = await availableLink(bed);
  const key = await bareMethod(bed);
  const { restApiId, resourceId } = key;
  await bed.run(putIntegration, { ...key, ...PRIVATE_INTEGRATION, connectionId: vpcLinkId });
  const method = `${restApiId}:GET:${resourceId}`;
  const refusal = (...references: string[]) => [
    "BadRequestException",
    `Cannot delete vpc link. Vpc link '${vpcLinkId}', is referenced in [${references.join(", ")}] in format of [RESTApiId:Method:Resource:Stage].`,
  ];
  const input = { vpcLinkId };
  expect(await bed.refusal(deleteVpcLink, input)).toEqual(refusal(`${method}:test-invoke-stage`));
  await bed.run(createDeployment, { restApiId, stageName: "prod" });
  expect(await bed.refusal(deleteVpcLink, input)).toEqual(
    refusal(`${method}:prod`, `${method}:test-invoke-stage`),
  );
  await bed.run(putIntegration, { ...key, type: "MOCK" });
  expect(await bed.refusal(deleteVpcLink, input)).toEqual(refusal(`${method}:prod`));
  await bed.run(createDeployment, { restApiId, stageName: "prod" });
  await bed.run(deleteVpcLink, input);
  expect((await bed.run(getVpcLink, input)).status).toBe("DELETING");
  await bed.advance(DELETION_MS);
  expect(await bed.refusal(getVpcLink, input)).toEqual([
    "NotFoundException",
    "Invalid Vpc Link identifier specified",
  ]);
});

test("deleteVpcLink() of the second kind is refused while a REST API uses the link", async () => {
  const bed = new OperationTestBed();
  const VpcLinkId = await secondKindOfLink(bed);
  const key = await mockMethod(bed);
  const members = { connectionId: VpcLinkId, integrationTarget: ALB_ARN };
  await bed.run(putIntegration, { ...key, ...PRIVATE_INTEGRATION, ...members });
  const [name, message] = await bed.refusal(deleteSecondKindOfLink, { VpcLinkId });
  expect(name).toBe("BadRequestException");
  expect(message).toBe(
    `Cannot delete vpc link. Vpc link '${VpcLinkId}', is referenced in [${key.restApiId}:GET:${key.resourceId}:test-invoke-stage] in format of [RESTApiId:Method:Resource:Stage].`,
  );
  await bed.run(putIntegration, { ...key, type: "MOCK" });
  await bed.run(deleteSecondKindOfLink, { VpcLinkId });
});

test("resumeRestVpcLinks() ends what was under way when the process ended", async () => {
  const bed = new OperationTestBed();
  const first = await availableLink(bed);
  const second = await bed.run(createVpcLink, { name: "second", targetArns: [NLB_ARN] });
  await bed.run(deleteVpcLink, { vpcLinkId: first });
  await bed.records(resumeRestVpcLinks);
  const { items = [] } = await bed.run(getVpcLinks, {});
  expect(items.map(({ id, status }) => [id, status])).toEqual([[second.id, "AVAILABLE"]]);
});
