import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { nodesOf } from "./load-balancer-nodes.ts";
import { setSubnets } from "./set-subnets.ts";

test("setSubnets() replaces zones and nodes, keeping the nodes whose subnet stays", async () => {
  const bed = await LoadBalancingTestBed.create();
  const [one = "", two = "", three = ""] = bed.subnetIds;
  const arn = await bed.loadBalancer("web", { Subnets: [one, two] });
  const before = await bed.records((records) => nodesOf(records, arn));
  const answer = await bed.run(setSubnets, { LoadBalancerArn: arn, Subnets: [two, three] });
  expect(new Set(answer.AvailabilityZones?.map((zone) => zone.SubnetId))).toEqual(
    new Set([two, three]),
  );
  expect(answer.IpAddressType).toBe("ipv4");
  const after = await bed.records((records) => nodesOf(records, arn));
  expect(new Set(after.map((node) => node.SubnetId))).toEqual(new Set([two, three]));
  const idIn = (nodes: typeof after) =>
    nodes.find((node) => node.SubnetId === two)?.NetworkInterfaceId;
  expect(idIn(after)).toBe(idIn(before));
});

test("setSubnets() refuses too few subnets, another VPC's, and a load balancer that is not there", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.loadBalancer();
  const [one = ""] = bed.subnetIds;
  expect(await bed.refusal(setSubnets, { LoadBalancerArn: arn, Subnets: [one] })).toEqual([
    "ValidationException",
    "At least two subnets in two different Availability Zones must be specified",
  ]);
  await bed.records(async (records) => {
    for (const zone of ["a", "b"]) {
      const SubnetId = `subnet-${zone}`;
      const AvailabilityZone = `eu-central-1${zone}`;
      const subnet = { SubnetId, VpcId: "vpc-other", AvailabilityZone, CidrBlock: "10.0.0.0/24" };
      records.put("subnet", SubnetId, { subnet });
    }
  });
  const other = { LoadBalancerArn: arn, Subnets: ["subnet-a", "subnet-b"] };
  expect(await bed.refusal(setSubnets, other)).toEqual([
    "InvalidConfigurationRequestException",
    `All subnets must belong to the same VPC: '${bed.vpcId}'`,
  ]);
  const gone = { LoadBalancerArn: `${arn}0`, Subnets: bed.subnetIds };
  expect((await bed.refusal(setSubnets, gone))[0]).toBe("LoadBalancerNotFoundException");
});

test("setSubnets() keeps the address of a node whose subnet stays", async () => {
  const bed = await LoadBalancingTestBed.create();
  const [SubnetId = ""] = bed.subnetIds;
  const body = await bed.records((records) => records.get("subnet", SubnetId));
  const addressAt = (last: number) =>
    (body?.subnet.CidrBlock ?? "").replace(/\d+\/\d+$/, `${last}`);
  const mapping = (last: number) => [{ SubnetId, PrivateIPv4Address: addressAt(last) }];
  const LoadBalancerArn = await bed.loadBalancer("flow", {
    Type: "network",
    Scheme: "internal",
    Subnets: [],
    SubnetMappings: mapping(50),
  });
  const answer = await bed.run(setSubnets, { LoadBalancerArn, SubnetMappings: mapping(60) });
  expect(answer.AvailabilityZones?.[0]?.LoadBalancerAddresses).toEqual([
    { PrivateIPv4Address: addressAt(50) },
  ]);
  const nodes = await bed.records((records) => nodesOf(records, LoadBalancerArn));
  expect(nodes.map((node) => node.PrivateIpAddress)).toEqual([addressAt(50)]);
});

test("setSubnets() refuses an address that is taken or outside of the subnet", async () => {
  const bed = await LoadBalancingTestBed.create();
  const [one = "", two = ""] = bed.subnetIds;
  const LoadBalancerArn = await bed.loadBalancer("flow", {
    Type: "network",
    Scheme: "internal",
    Subnets: [two],
  });
  for (const PrivateIPv4Address of ["10.0.0.9", "172.31.0.2", "web"]) {
    const SubnetMappings = [{ SubnetId: one, PrivateIPv4Address }];
    expect(await bed.refusal(setSubnets, { LoadBalancerArn, SubnetMappings })).toEqual([
      "InvalidSubnetException",
      `The private IPv4 address '${PrivateIPv4Address}' is not available in the subnet '${one}'`,
    ]);
  }
});
