import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { createLoadBalancer } from "./create-load-balancer.ts";
import { describeLoadBalancers } from "./describe-load-balancers.ts";
import { nodesOf } from "./load-balancer-nodes.ts";
import { PROVISIONING_MS } from "./load-balancer-state.ts";

test("createLoadBalancer() answers AWS's defaults for an application load balancer", async () => {
  const bed = await LoadBalancingTestBed.create();
  const [made] =
    (await bed.run(createLoadBalancer, { Name: "web", Subnets: bed.subnetIds })).LoadBalancers ??
    [];
  expect(made?.LoadBalancerArn).toMatch(
    /^arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer\/app\/web\/[0-9a-f]{16}$/,
  );
  expect(made?.DNSName).toMatch(/^web-\d+\.eu-central-1\.elb\.amazonaws\.com$/);
  expect(made).toMatchObject({
    CanonicalHostedZoneId: "Z215JYRZR1TBD5",
    CreatedTime: new Date("2026-01-01T00:00:00Z"),
    LoadBalancerName: "web",
    Scheme: "internet-facing",
    VpcId: bed.vpcId,
    State: { Code: "provisioning" },
    Type: "application",
    SecurityGroups: [bed.securityGroupId],
    IpAddressType: "ipv4",
  });
  expect(made?.AvailabilityZones?.map((zone) => zone.ZoneName)).toEqual([
    "eu-central-1a",
    "eu-central-1b",
    "eu-central-1c",
  ]);
});

test("createLoadBalancer() names a network load balancer by its id and gives it no security group", async () => {
  const bed = await LoadBalancingTestBed.create();
  const [subnetId = ""] = bed.subnetIds;
  const answer = await bed.run(createLoadBalancer, {
    Name: "flow",
    Type: "network",
    Scheme: "internal",
    SubnetMappings: [{ SubnetId: subnetId, PrivateIPv4Address: await freeAddress(bed, subnetId) }],
  });
  const made = answer.LoadBalancers?.[0];
  const id = made?.LoadBalancerArn?.split("/").at(-1);
  expect(made?.DNSName).toBe(`flow-${id}.elb.eu-central-1.amazonaws.com`);
  expect(made?.SecurityGroups).toBeUndefined();
  expect(made?.CanonicalHostedZoneId).toBe("Z3F0SRJ5LGBH90");
  expect(made?.AvailabilityZones?.[0]?.LoadBalancerAddresses).toEqual([
    { PrivateIPv4Address: await freeAddress(bed, subnetId) },
  ]);
});

test("createLoadBalancer() prefixes the name of an internal application load balancer", async () => {
  const bed = await LoadBalancingTestBed.create();
  await bed.loadBalancer("web", { Scheme: "internal" });
  const answer = await bed.run(describeLoadBalancers, { Names: ["web"] });
  expect(answer.LoadBalancers?.[0]?.DNSName).toMatch(/^internal-web-\d+\./);
});

test("createLoadBalancer() makes one node with its own address in each subnet", async () => {
  const bed = await LoadBalancingTestBed.create();
  const first = await bed.loadBalancer("one");
  const second = await bed.loadBalancer("two");
  const nodes = await bed.records(async (records) => [
    ...(await nodesOf(records, first)),
    ...(await nodesOf(records, second)),
  ]);
  expect(nodes).toHaveLength(6);
  expect(new Set(nodes.map((node) => node.PrivateIpAddress)).size).toBe(6);
  expect(nodes[0]).toMatchObject({
    Description: `ELB ${first.split("loadbalancer/")[1]}`,
    Groups: [{ GroupId: bed.securityGroupId }],
    RequesterId: "amazon-elb",
    Status: "in-use",
  });
});

test("createLoadBalancer() ends provisioning soon", async () => {
  const bed = await LoadBalancingTestBed.create();
  await bed.loadBalancer();
  await bed.advance(PROVISIONING_MS);
  const answer = await bed.run(describeLoadBalancers, {});
  expect(answer.LoadBalancers?.[0]?.State).toEqual({ Code: "active" });
});

test("createLoadBalancer() returns what exists when everything is the same, and refuses otherwise", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.loadBalancer("web");
  expect(await bed.loadBalancer("web", { Subnets: bed.subnetIds.toReversed() })).toBe(arn);
  for (const settings of [
    { Scheme: "internal" as const },
    { Type: "network" as const },
    { Subnets: bed.subnetIds.slice(1) },
  ]) {
    expect(
      await bed.refusal(createLoadBalancer, {
        Name: "web",
        Subnets: bed.subnetIds,
        ...settings,
      }),
    ).toEqual([
      "DuplicateLoadBalancerNameException",
      "A load balancer with the same name 'web' exists, but with different settings",
    ]);
  }
});

test.for<[object, string, RegExp]>([
  [{ Name: "-web" }, "ValidationException", /cannot begin or end with '-'/],
  [{ Name: "a".repeat(33) }, "ValidationException", /cannot be longer than '32' characters/],
  [{ Name: "internal-x" }, "ValidationException", /cannot begin with 'internal-'/],
  [{ Name: "a_b" }, "ValidationException", /alphanumeric/],
  [{ Type: "gateway" }, "UnsupportedProtocolException", /not support load balancers of type/],
  [{ Type: "classic" }, "ValidationException", /1 validation error detected: .* at 'type'/],
  [{ Scheme: "x" }, "ValidationException", /enum value set: \[internet-facing, internal\]/],
  [{ IpAddressType: "dualstack" }, "InvalidConfigurationRequestException", /IPv6 CIDR block/],
  [{ Subnets: [] }, "ValidationException", /At least one subnet must be specified/],
  [{ Subnets: ["subnet-0"] }, "SubnetNotFoundException", /'subnet-0' does not exist/],
  [{ SecurityGroups: ["sg-0"] }, "InvalidSecurityGroupException", /'sg-0' does not exist/],
  [
    { Subnets: [], SubnetMappings: [{ SubnetId: "s", AllocationId: "eipalloc-1" }] },
    "AllocationIdNotFoundException",
    /'eipalloc-1' do not exist/,
  ],
  [{ IpamPools: { Ipv4IpamPoolId: "x" } }, "InvalidConfigurationRequestException", /IpamPools/],
  [{ Tags: [{ Key: "aws:x" }] }, "ValidationException", /cannot begin with 'aws:'/],
  [{ Tags: [{ Key: "a" }, { Key: "a" }] }, "DuplicateTagKeysException", /more than once: a/],
])("createLoadBalancer() refuses %j", async ([settings, name, message]) => {
  const bed = await LoadBalancingTestBed.create();
  const refusal = await bed.refusal(createLoadBalancer, {
    Name: "web",
    Subnets: bed.subnetIds,
    ...settings,
  });
  expect(refusal).toEqual([name, expect.stringMatching(message)]);
});

test("createLoadBalancer() wants two zones for an application load balancer and one subnet per zone", async () => {
  const bed = await LoadBalancingTestBed.create();
  const [first = ""] = bed.subnetIds;
  await bed.records(async (records) => {
    const body = await records.get("subnet", first);
    const subnet = { ...body?.subnet, SubnetId: "subnet-twin", CidrBlock: "172.31.96.0/20" };
    records.put("subnet", "subnet-twin", { subnet });
  });
  expect(await bed.refusal(createLoadBalancer, { Name: "web", Subnets: [first] })).toEqual([
    "ValidationException",
    "At least two subnets in two different Availability Zones must be specified",
  ]);
  expect(
    await bed.refusal(createLoadBalancer, { Name: "web", Subnets: [first, "subnet-twin"] }),
  ).toEqual([
    "InvalidConfigurationRequestException",
    "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
  ]);
});

test("createLoadBalancer() wants subnets and security groups of one VPC", async () => {
  const bed = await LoadBalancingTestBed.create();
  await bed.records(async (records) => {
    const subnet = {
      SubnetId: "subnet-other",
      VpcId: "vpc-other",
      AvailabilityZone: "eu-central-1b",
      CidrBlock: "10.0.0.0/24",
    };
    records.put("subnet", "subnet-other", { subnet });
    const securityGroup = { GroupId: "sg-other", VpcId: "vpc-other" };
    records.put("security-group", "sg-other", { securityGroup, rules: [] });
  });
  const [first = ""] = bed.subnetIds;
  expect(
    await bed.refusal(createLoadBalancer, { Name: "web", Subnets: [first, "subnet-other"] }),
  ).toEqual(["InvalidConfigurationRequestException", expect.stringContaining("same VPC")]);
  expect(
    await bed.refusal(createLoadBalancer, {
      Name: "web",
      Subnets: bed.subnetIds,
      SecurityGroups: ["sg-other"],
    }),
  ).toEqual(["InvalidConfigurationRequestException", "One or more security groups are invalid"]);
});

test("createLoadBalancer() stops at 50 of a type", async () => {
  const bed = await LoadBalancingTestBed.create();
  for (let count = 0; count < 50; count++) await bed.loadBalancer(`web-${count}`);
  const input = { Name: "one-more", Subnets: bed.subnetIds };
  const [name] = await bed.refusal(createLoadBalancer, input);
  expect(name).toBe("TooManyLoadBalancersException");
  await bed.loadBalancer("flow", { Type: "network" });
});

async function freeAddress(bed: LoadBalancingTestBed, subnetId: string): Promise<string> {
  const body = await bed.records((records) => records.get("subnet", subnetId));
  return (body?.subnet.CidrBlock ?? "").replace(/\.0\/\d+$/, ".77");
}
