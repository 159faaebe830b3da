// EC2's network resources through the real SDK client. Expected shapes follow the EC2 API reference
// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/); there is no account to record from.
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteTagsCommand,
  DeleteVpcCommand,
  DescribeAccountAttributesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  DescribeVpcsCommand,
  EC2Client,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

let server: ControlPlaneServer;
let ec2: EC2Client;

beforeAll(async () => {
  server = await startControlPlaneServer();
  ec2 = new EC2Client(server.clientConfig);
});

afterAll(async () => {
  ec2.destroy();
  await server.close();
});

async function newVpc(cidr: string): Promise<string> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: cidr }));
  return Vpc?.VpcId ?? "";
}

async function newGroup(vpcId: string, name: string): Promise<string> {
  const input = { GroupName: name, Description: `Group ${name}`, VpcId: vpcId };
  return (await ec2.send(new CreateSecurityGroupCommand(input))).GroupId ?? "";
}

test("a new account and region has a default VPC with three subnets in three zones", async () => {
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  expect(Vpcs).toHaveLength(1);
  expect(Vpcs?.[0]).toMatchObject({
    IsDefault: true,
    CidrBlock: "172.31.0.0/16",
    State: "available",
  });
  expect(
    Subnets.map((subnet) => subnet.AvailabilityZone).toSorted((a = "", b = "") =>
      a.localeCompare(b),
    ),
  ).toEqual(["us-east-1a", "us-east-1b", "us-east-1c"]);
  expect(new Set(Subnets.map((subnet) => subnet.CidrBlock)).size).toBe(3);
  const other = new EC2Client({ ...server.clientConfig, region: "eu-west-1" });
  const elsewhere = await other.send(new DescribeVpcsCommand({}));
  expect(elsewhere.Vpcs?.[0]?.VpcId).not.toBe(Vpcs?.[0]?.VpcId);
  other.destroy();
});

test("the default security group lets its members in and everything out", async () => {
  const { SecurityGroups } = await ec2.send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: "group-name", Values: ["default"] }] }),
  );
  const [group] = SecurityGroups ?? [];
  expect(group?.IpPermissions?.[0]?.UserIdGroupPairs?.[0]?.GroupId).toBe(group?.GroupId);
  expect(group?.IpPermissionsEgress).toMatchObject([
    { IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
  ]);
});

test("VPCs and subnets are made, found by filter and removed in order", async () => {
  const vpcId = await newVpc("10.9.0.0/16");
  const { Subnet } = await ec2.send(
    new CreateSubnetCommand({
      VpcId: vpcId,
      CidrBlock: "10.9.1.0/24",
      AvailabilityZone: "us-east-1b",
    }),
  );
  expect(Subnet).toMatchObject({ AvailabilityZoneId: "use1-az2", AvailableIpAddressCount: 251 });
  const found = await ec2.send(
    new DescribeSubnetsCommand({
      Filters: [
        { Name: "vpc-id", Values: [vpcId] },
        { Name: "cidr-block", Values: ["10.9.?.0/2*"] },
      ],
    }),
  );
  expect(found.Subnets?.map((subnet) => subnet.SubnetId)).toEqual([Subnet?.SubnetId]);
  await expect(ec2.send(new DeleteVpcCommand({ VpcId: vpcId }))).rejects.toMatchObject({
    name: "DependencyViolation",
    message: `The vpc '${vpcId}' has dependencies and cannot be deleted.`,
  });
  await ec2.send(new DeleteSubnetCommand({ SubnetId: Subnet?.SubnetId }));
  await ec2.send(new DeleteVpcCommand({ VpcId: vpcId }));
  await expect(ec2.send(new DescribeVpcsCommand({ VpcIds: [vpcId] }))).rejects.toMatchObject({
    name: "InvalidVpcID.NotFound",
    message: `The vpc ID '${vpcId}' does not exist`,
  });
});

test.for([
  ["10.1.0.0/16", "10.2.0.0/24", "InvalidSubnet.Range"],
  ["10.1.0.0/16", "10.1.0.0/29", "InvalidSubnet.Range"],
  ["10.1.0.0/16", "10.1.0.1/24", "InvalidParameterValue"],
  ["10.1.0.0/16", "nonsense", "InvalidParameterValue"],
])("CreateSubnet in %s refuses %s with %s", async ([vpcCidr, subnetCidr, code]) => {
  const vpcId = await newVpc(vpcCidr ?? "");
  const creating = ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: subnetCidr }));
  await expect(creating).rejects.toMatchObject({ name: code });
  await ec2.send(new DeleteVpcCommand({ VpcId: vpcId }));
});

test("CreateSubnet refuses a block that overlaps another and a zone of elsewhere", async () => {
  const vpcId = await newVpc("10.3.0.0/16");
  const input = { VpcId: vpcId, CidrBlock: "10.3.0.0/24" };
  const { Subnet } = await ec2.send(new CreateSubnetCommand(input));
  await expect(ec2.send(new CreateSubnetCommand(input))).rejects.toMatchObject({
    name: "InvalidSubnet.Conflict",
  });
  const elsewhere = { VpcId: vpcId, CidrBlock: "10.3.1.0/24", AvailabilityZone: "eu-west-1a" };
  await expect(ec2.send(new CreateSubnetCommand(elsewhere))).rejects.toMatchObject({
    name: "InvalidParameterValue",
  });
  await ec2.send(new DeleteSubnetCommand({ SubnetId: Subnet?.SubnetId }));
  await ec2.send(new DeleteVpcCommand({ VpcId: vpcId }));
});

test("security group rules are added, described both ways and revoked", async () => {
  const vpcId = await newVpc("10.4.0.0/16");
  const groupId = await newGroup(vpcId, "web");
  const permission = {
    IpProtocol: "tcp",
    FromPort: 443,
    ToPort: 443,
    IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "inside" }],
    UserIdGroupPairs: [{ GroupId: groupId }],
  };
  const authorize = new AuthorizeSecurityGroupIngressCommand({
    GroupId: groupId,
    IpPermissions: [permission],
  });
  const { SecurityGroupRules = [] } = await ec2.send(authorize);
  expect(SecurityGroupRules).toHaveLength(2);
  await expect(ec2.send(authorize)).rejects.toMatchObject({
    name: "InvalidPermission.Duplicate",
    message:
      'the specified rule "peer: 10.0.0.0/8, TCP, from port: 443, to port: 443, ALLOW" already exists',
  });
  const described = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [groupId] }));
  expect(described.SecurityGroups?.[0]?.IpPermissions).toMatchObject([
    {
      FromPort: 443,
      ToPort: 443,
      IpProtocol: "tcp",
      IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "inside" }],
      UserIdGroupPairs: [{ GroupId: groupId }],
    },
  ]);
  await ec2.send(
    new RevokeSecurityGroupIngressCommand({
      GroupId: groupId,
      SecurityGroupRuleIds: [SecurityGroupRules[0]?.SecurityGroupRuleId ?? ""],
    }),
  );
  await ec2.send(
    new RevokeSecurityGroupIngressCommand({
      GroupId: groupId,
      IpPermissions: [{ ...permission, IpRanges: [] }],
    }),
  );
  const everything = { IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
  const revokeEgress = { GroupId: groupId, IpPermissions: [everything] };
  await ec2.send(new RevokeSecurityGroupEgressCommand(revokeEgress));
  const rules = await ec2.send(
    new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [groupId] }] }),
  );
  expect(rules.SecurityGroupRules).toEqual([]);
  await expect(ec2.send(new RevokeSecurityGroupEgressCommand(revokeEgress))).rejects.toMatchObject({
    name: "InvalidPermission.NotFound",
  });
  await ec2.send(new DeleteSecurityGroupCommand({ GroupId: groupId }));
  await ec2.send(new DeleteVpcCommand({ VpcId: vpcId }));
});

test.for([
  [{ IpProtocol: "tcp", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }, "InvalidParameterValue"],
  [
    { IpProtocol: "tcp", FromPort: 90, ToPort: 80, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
    "InvalidParameterValue",
  ],
  [
    { IpProtocol: "tcp", FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: "10.0.0.1/8" }] },
    "InvalidParameterValue",
  ],
  [
    { IpProtocol: "wishful", FromPort: 1, ToPort: 1, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
    "InvalidPermission.Malformed",
  ],
  [
    { IpProtocol: "tcp", FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: "sg-00000000" }] },
    "InvalidGroup.NotFound",
  ],
] as const)("AuthorizeSecurityGroupIngress refuses %j with %s", async ([permission, code]) => {
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const groupId = SecurityGroups?.[0]?.GroupId ?? "";
  const authorizing = ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: groupId,
      IpPermissions: [structuredClone(permission) as never],
    }),
  );
  await expect(authorizing).rejects.toMatchObject({ name: code });
});

test("security groups keep their rules of naming and of being in use", async () => {
  const vpcId = await newVpc("10.5.0.0/16");
  const groupId = await newGroup(vpcId, "a");
  const otherId = await newGroup(vpcId, "b");
  await expect(newGroup(vpcId, "a")).rejects.toMatchObject({
    name: "InvalidGroup.Duplicate",
    message: `The security group 'a' already exists for VPC '${vpcId}'`,
  });
  await expect(newGroup(vpcId, "sg-mine")).rejects.toMatchObject({ name: "InvalidParameterValue" });
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: otherId,
      IpPermissions: [{ IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: groupId }] }],
    }),
  );
  await expect(
    ec2.send(new DeleteSecurityGroupCommand({ GroupId: groupId })),
  ).rejects.toMatchObject({ name: "DependencyViolation" });
  await ec2.send(new DeleteSecurityGroupCommand({ GroupId: otherId }));
  await ec2.send(new DeleteSecurityGroupCommand({ GroupId: groupId }));
  const own = await ec2.send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: "vpc-id", Values: [vpcId] }] }),
  );
  const defaultId = own.SecurityGroups?.[0]?.GroupId ?? "";
  await expect(
    ec2.send(new DeleteSecurityGroupCommand({ GroupId: defaultId })),
  ).rejects.toMatchObject({ name: "CannotDelete" });
  await ec2.send(new DeleteVpcCommand({ VpcId: vpcId }));
});

test("tags are put at creation and later, listed, and taken off", async () => {
  const { Vpc } = await ec2.send(
    new CreateVpcCommand({
      CidrBlock: "10.6.0.0/16",
      TagSpecifications: [{ ResourceType: "vpc", Tags: [{ Key: "Name", Value: "six" }] }],
    }),
  );
  const vpcId = Vpc?.VpcId ?? "";
  await ec2.send(
    new CreateTagsCommand({ Resources: [vpcId], Tags: [{ Key: "stage", Value: "test" }] }),
  );
  const tagged = await ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: "tag:stage", Values: ["test"] }] }),
  );
  expect(tagged.Vpcs?.[0]?.Tags).toEqual([
    { Key: "Name", Value: "six" },
    { Key: "stage", Value: "test" },
  ]);
  await ec2.send(new DeleteTagsCommand({ Resources: [vpcId], Tags: [{ Key: "Name" }] }));
  const { Tags } = await ec2.send(
    new DescribeTagsCommand({ Filters: [{ Name: "resource-id", Values: [vpcId] }] }),
  );
  expect(Tags).toEqual([{ Key: "stage", Value: "test", ResourceId: vpcId, ResourceType: "vpc" }]);
  await expect(
    ec2.send(new CreateTagsCommand({ Resources: ["vpc-0"], Tags: [{ Key: "a", Value: "b" }] })),
  ).rejects.toMatchObject({ name: "InvalidVpcID.NotFound" });
  await ec2.send(new DeleteVpcCommand({ VpcId: vpcId }));
});

test("DescribeSecurityGroups pages by MaxResults and NextToken", async () => {
  const vpcId = await newVpc("10.7.0.0/16");
  const ids: string[] = [];
  for (const name of ["1", "2", "3", "4", "5", "6"]) ids.push(await newGroup(vpcId, name));
  const filters = [{ Name: "vpc-id", Values: [vpcId] }];
  const first = await ec2.send(
    new DescribeSecurityGroupsCommand({ Filters: filters, MaxResults: 5 }),
  );
  const second = await ec2.send(
    new DescribeSecurityGroupsCommand({
      Filters: filters,
      MaxResults: 5,
      NextToken: first.NextToken,
    }),
  );
  expect(first.SecurityGroups).toHaveLength(5);
  expect(second.SecurityGroups).toHaveLength(2);
  expect(second.NextToken).toBeUndefined();
  await expect(
    ec2.send(new DescribeSecurityGroupsCommand({ MaxResults: 5, NextToken: "x" })),
  ).rejects.toMatchObject({ name: "InvalidNextToken" });
  for (const groupId of ids) await ec2.send(new DeleteSecurityGroupCommand({ GroupId: groupId }));
  await ec2.send(new DeleteVpcCommand({ VpcId: vpcId }));
});

test("zones, account attributes and network interfaces are described", async () => {
  const { AvailabilityZones = [] } = await ec2.send(
    new DescribeAvailabilityZonesCommand({ ZoneNames: ["us-east-1a"] }),
  );
  expect(AvailabilityZones).toMatchObject([{ ZoneId: "use1-az1", State: "available" }]);
  const { AccountAttributes = [] } = await ec2.send(
    new DescribeAccountAttributesCommand({ AttributeNames: ["supported-platforms"] }),
  );
  expect(AccountAttributes[0]?.AttributeValues?.[0]?.AttributeValue).toBe("VPC");
  const { NetworkInterfaces } = await ec2.send(new DescribeNetworkInterfacesCommand({}));
  expect(NetworkInterfaces).toEqual([]);
});

test("a filter that EC2 does not know is refused", async () => {
  const describing = ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: "colour", Values: ["red"] }] }),
  );
  await expect(describing).rejects.toMatchObject({
    name: "InvalidParameterValue",
    message: "The filter 'colour' is invalid",
  });
});

test("an operation that is not there says so by name", async () => {
  const running = ec2.send(new RunInstancesCommand({ MinCount: 1, MaxCount: 1 }));
  await expect(running).rejects.toMatchObject({
    message: expect.stringContaining("RunInstances") as string,
    $metadata: { httpStatusCode: 501 },
  });
});
