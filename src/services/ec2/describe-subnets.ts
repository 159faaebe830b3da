// DescribeSubnets: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html
import type { Subnet } from "@aws-sdk/client-ec2";
import type { OperationContext } from "../operation-context.ts";
import { applyFilters, type FilterFields } from "./ec2-filters.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";
import { pageOf } from "./ec2-paging.ts";
import { findSubnet } from "./find-resource.ts";

const FIELDS: FilterFields<Subnet> = {
  "subnet-id": (subnet) => [subnet.SubnetId],
  "subnet-arn": (subnet) => [subnet.SubnetArn],
  "vpc-id": (subnet) => [subnet.VpcId],
  "availability-zone": (subnet) => [subnet.AvailabilityZone],
  availabilityZone: (subnet) => [subnet.AvailabilityZone],
  "availability-zone-id": (subnet) => [subnet.AvailabilityZoneId],
  availabilityZoneId: (subnet) => [subnet.AvailabilityZoneId],
  "available-ip-address-count": (subnet) => [String(subnet.AvailableIpAddressCount)],
  cidr: (subnet) => [subnet.CidrBlock],
  cidrBlock: (subnet) => [subnet.CidrBlock],
  "cidr-block": (subnet) => [subnet.CidrBlock],
  "default-for-az": (subnet) => [String(subnet.DefaultForAz)],
  defaultForAz: (subnet) => [String(subnet.DefaultForAz)],
  "map-public-ip-on-launch": (subnet) => [String(subnet.MapPublicIpOnLaunch)],
  "owner-id": (subnet) => [subnet.OwnerId],
  state: (subnet) => [subnet.State],
};

export async function describeSubnets(
  input: Ec2Input<"DescribeSubnets">,
  { records }: OperationContext,
): Promise<Ec2Output<"DescribeSubnets">> {
  const named = input.SubnetIds ?? [];
  const subnets =
    named.length > 0
      ? await Promise.all(named.map((subnetId) => findSubnet(records, subnetId)))
      : (await records.list("subnet")).map(({ body }) => body.subnet);
  const { items, nextToken } = pageOf(
    applyFilters(subnets, input.Filters, FIELDS),
    input.MaxResults,
    input.NextToken,
  );
  return { Subnets: items, NextToken: nextToken };
}
