import { expect, test } from "vitest";
import {
  emptyApi,
  LISTENER_ARN,
  routeTo,
  vpcLink,
} from "../../../tests/support/http-api-fixture.ts";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { createIntegration } from "./create-integration.ts";
import { createVpcLink } from "./create-vpc-link.ts";
import { deleteIntegration } from "./delete-integration.ts";
import { deleteRoute } from "./delete-route.ts";
import { deleteVpcLink } from "./delete-vpc-link.ts";
import { getVpcLink } from "./get-vpc-link.ts";
import { getVpcLinks } from "./get-vpc-links.ts";
import { updateVpcLink } from "./update-vpc-link.ts";
import { interfacesOf } from "./vpc-link-interfaces.ts";
import { DELETION_MS, PROVISIONING_MS, resumeVpcLinks } from "./vpc-link-transitions.ts";

test("createVpcLink() answers a pending link in the default security group", async () => {
  const bed = new OperationTestBed();
  const { subnetIds, securityGroupId } = await bed.defaultNetwork();
  const link = await bed.run(createVpcLink, { Name: "inside", SubnetIds: subnetIds });
  expect(link).toEqual({
    CreatedDate: new Date("2026-01-01T00:00:00Z"),
    Name: "inside",
    SecurityGroupIds: [securityGroupId],
    SubnetIds: subnetIds,
    Tags: {},
    VpcLinkId: expect.stringMatching(/^[a-z0-9]{6}$/),
    VpcLinkStatus: "PENDING",
    VpcLinkStatusMessage: "VPC link is provisioning ENIs",
    VpcLinkVersion: "V2",
  });
});

test("createVpcLink() becomes available with one interface of its own address per subnet", async () => {
  const bed = new OperationTestBed();
  const first = await vpcLink(bed);
  const { subnetIds, securityGroupId, vpcId } = await bed.defaultNetwork();
  const second = await bed.run(createVpcLink, { Name: "b", SubnetIds: subnetIds });
  await bed.advance(PROVISIONING_MS);
  expect(await bed.run(getVpcLink, { VpcLinkId: first })).toMatchObject({
    VpcLinkStatus: "AVAILABLE",
    VpcLinkStatusMessage: "VPC link is ready to route traffic",
  });
  const interfaces = await bed.records((records) => interfacesOf(records, first));
  expect(new Set(interfaces.map((found) => found.SubnetId))).toEqual(new Set(subnetIds));
  expect(interfaces).toHaveLength(subnetIds.length);
  expect(interfaces[0]).toMatchObject({
    Groups: [{ GroupId: securityGroupId }],
    InterfaceType: "api_gateway_managed",
    Status: "in-use",
    VpcId: vpcId,
  });
  const others = await bed.records((records) => interfacesOf(records, second.VpcLinkId ?? ""));
  const addresses = [...interfaces, ...others].map((found) => found.PrivateIpAddress);
  expect(new Set(addresses)).toEqual(
    new Set([
      "172.31.0.4",
      "172.31.0.5",
      "172.31.16.4",
      "172.31.16.5",
      "172.31.32.4",
      "172.31.32.5",
    ]),
  );
});

test("createVpcLink() fails, and says why, when a subnet has no free address", async () => {
  const bed = new OperationTestBed();
  await bed.defaultNetwork();
  await bed.records(async (records) => {
    const [subnet] = await records.list("subnet");
    if (subnet === undefined) return;
    records.put("subnet", "subnet-small", {
      subnet: { ...subnet.body.subnet, SubnetId: "subnet-small", CidrBlock: "172.31.48.0/28" },
    });
    for (let host = 4; host <= 14; host++) {
      records.put("network-interface", `eni-${host}`, {
        networkInterface: { SubnetId: "subnet-small", PrivateIpAddress: `172.31.48.${host}` },
      });
    }
  });
  const { VpcLinkId = "" } = await bed.run(createVpcLink, {
    Name: "inside",
    SubnetIds: ["subnet-small"],
  });
  await bed.advance(PROVISIONING_MS);
  expect(await bed.run(getVpcLink, { VpcLinkId })).toMatchObject({
    VpcLinkStatus: "FAILED",
    VpcLinkStatusMessage: "There are no free addresses in subnet 'subnet-small'",
  });
});

test.for<[what: string, members: object, message: string | RegExp]>([
  ["an empty name", { Name: "" }, "Name cannot be empty"],
  ["a name of 129 characters", { Name: "n".repeat(129) }, /less than or equal to 128$/],
  ["no subnets", { SubnetIds: [] }, "SubnetIds for a vpc link cannot be empty"],
  ["an unknown subnet", { SubnetIds: ["subnet-1"] }, "The subnet ID 'subnet-1' does not exist"],
  [
    "11 subnets",
    { SubnetIds: Array.from({ length: 11 }, (_, index) => `subnet-${index}`) },
    "A vpc link can have at most 10 subnets",
  ],
  [
    "an unknown security group",
    { SecurityGroupIds: ["sg-1"] },
    "The security group 'sg-1' does not exist",
  ],
  [
    "6 security groups",
    { SecurityGroupIds: ["a", "b", "c", "d", "e", "f"] },
    "A vpc link can have at most 5 security groups",
  ],
  ["a tag key of AWS's", { Tags: { "AWS:x": "1" } }, /^Invalid tag key/],
])("createVpcLink() refuses %s and keeps nothing", async ([, members, message]) => {
  const bed = new OperationTestBed();
  const { subnetIds } = await bed.defaultNetwork();
  const input = { Name: "inside", SubnetIds: subnetIds, ...members };
  const [name, text] = await bed.refusal(createVpcLink, input);
  expect(name).toBe("BadRequestException");
  expect(text).toMatch(message);
  expect((await bed.run(getVpcLinks, {})).Items).toEqual([]);
});

test("createVpcLink() refuses subnets and security groups of another VPC", async () => {
  const bed = new OperationTestBed();
  const { subnetIds } = await bed.defaultNetwork();
  await bed.records(async (records) => {
    const other = { VpcId: "vpc-2" };
    records.put("subnet", "subnet-2", { subnet: { ...other, SubnetId: "subnet-2" } });
    records.put("security-group", "sg-2", {
      securityGroup: { ...other, GroupId: "sg-2" },
      rules: [],
    });
  });
  const mixed = { Name: "inside", SubnetIds: [...subnetIds, "subnet-2"] };
  expect(await bed.refusal(createVpcLink, mixed)).toEqual([
    "BadRequestException",
    "All subnets of a vpc link must be in the same VPC",
  ]);
  const foreign = { Name: "inside", SubnetIds: subnetIds, SecurityGroupIds: ["sg-2"] };
  const [, message] = await bed.refusal(createVpcLink, foreign);
  expect(message).toMatch(/^The security group 'sg-2' does not belong to VPC 'vpc-/);
});

test("createVpcLink() refuses the eleventh link", async () => {
  const bed = new OperationTestBed();
  const { subnetIds } = await bed.defaultNetwork();
  for (let index = 0; index < 10; index++) {
    await bed.run(createVpcLink, { Name: `link-${index}`, SubnetIds: subnetIds });
  }
  expect(await bed.refusal(createVpcLink, { Name: "link-10", SubnetIds: subnetIds })).toEqual([
    "ConflictException",
    "Maximum number of VPC links for this region has been reached. Please contact AWS if you need additional VPC links.",
  ]);
});

test("updateVpcLink() changes the name and answers the whole link", async () => {
  const bed = new OperationTestBed();
  const VpcLinkId = await vpcLink(bed);
  await bed.advance(PROVISIONING_MS);
  const before = await bed.run(getVpcLink, { VpcLinkId });
  expect(await bed.run(updateVpcLink, { VpcLinkId, Name: "new" })).toEqual({
    ...before,
    Name: "new",
  });
  expect(await bed.refusal(updateVpcLink, { VpcLinkId, Name: "" })).toEqual([
    "BadRequestException",
    "Name cannot be empty",
  ]);
});

test("deleteVpcLink() passes through DELETING, and takes the interfaces along", async () => {
  const bed = new OperationTestBed();
  const VpcLinkId = await vpcLink(bed);
  await bed.advance(PROVISIONING_MS);
  await bed.run(deleteVpcLink, { VpcLinkId });
  expect((await bed.run(getVpcLink, { VpcLinkId })).VpcLinkStatus).toBe("DELETING");
  expect(await bed.refusal(updateVpcLink, { VpcLinkId, Name: "new" })).toEqual([
    "BadRequestException",
    `Cannot update vpc link. Vpc link '${VpcLinkId}' is being deleted.`,
  ]);
  await bed.run(deleteVpcLink, { VpcLinkId });
  await bed.advance(DELETION_MS);
  expect(await bed.records((records) => records.list("network-interface"))).toEqual([]);
  const gone = ["NotFoundException", `Invalid VpcLink identifier specified ${VpcLinkId}`];
  expect(await bed.refusal(getVpcLink, { VpcLinkId })).toEqual(gone);
  expect(await bed.refusal(deleteVpcLink, { VpcLinkId })).toEqual(gone);
});

test("deleteVpcLink() before the link was available leaves nothing behind", async () => {
  const bed = new OperationTestBed();
  const VpcLinkId = await vpcLink(bed);
  await bed.run(deleteVpcLink, { VpcLinkId });
  await bed.advance(PROVISIONING_MS + DELETION_MS);
  expect((await bed.run(getVpcLinks, {})).Items).toEqual([]);
  expect(await bed.records((records) => records.list("network-interface"))).toEqual([]);
});

test("deleteVpcLink() refuses while integrations use the link and names their routes", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  const VpcLinkId = await vpcLink(bed);
  const { IntegrationId = "" } = await bed.run(createIntegration, {
    ApiId,
    ConnectionId: VpcLinkId,
    ConnectionType: "VPC_LINK",
    IntegrationMethod: "ANY",
    IntegrationType: "HTTP_PROXY",
    IntegrationUri: LISTENER_ARN,
  });
  const RouteId = await routeTo(bed, ApiId, IntegrationId, "POST /pets");
  const refusal = (reference: string) => [
    "BadRequestException",
    `Cannot delete vpc link. Vpc link '${VpcLinkId}', is referenced in [${reference}] in format of [Method:Resource].`,
  ];
  expect(await bed.refusal(deleteVpcLink, { VpcLinkId })).toEqual(refusal(`POST:${RouteId}`));
  await bed.run(deleteRoute, { ApiId, RouteId });
  expect(await bed.refusal(deleteVpcLink, { VpcLinkId })).toEqual(refusal(`ANY:${IntegrationId}`));
  await bed.run(deleteIntegration, { ApiId, IntegrationId });
  await bed.run(deleteVpcLink, { VpcLinkId });
});

test("resumeVpcLinks() ends what was under way when the process ended", async () => {
  const bed = new OperationTestBed();
  const pending = await vpcLink(bed);
  const { subnetIds } = await bed.defaultNetwork();
  const { VpcLinkId = "" } = await bed.run(createVpcLink, { Name: "b", SubnetIds: subnetIds });
  await bed.run(deleteVpcLink, { VpcLinkId });
  await bed.records(resumeVpcLinks);
  const { Items = [] } = await bed.run(getVpcLinks, {});
  expect(Items.map((link) => [link.VpcLinkId, link.VpcLinkStatus])).toEqual([
    [pending, "AVAILABLE"],
  ]);
  expect(await bed.records((records) => interfacesOf(records, pending))).toHaveLength(3);
});
