// DescribeVpcs: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html
import type { Vpc } from "@aws-sdk/client-ec2";
import type { OperationContext } from "../operation-context.ts";
import { applyFilters, type FilterFields } from "./ec2-filters.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";
import { pageOf } from "./ec2-paging.ts";
import { findVpc } from "./find-resource.ts";

const FIELDS: FilterFields<Vpc> = {
  "vpc-id": (vpc) => [vpc.VpcId],
  cidr: (vpc) => [vpc.CidrBlock],
  "cidr-block": (vpc) => [vpc.CidrBlock],
  "cidr-block-association.cidr-block": (vpc) => [vpc.CidrBlock],
  "dhcp-options-id": (vpc) => [vpc.DhcpOptionsId],
  "is-default": (vpc) => [String(vpc.IsDefault)],
  isDefault: (vpc) => [String(vpc.IsDefault)],
  "owner-id": (vpc) => [vpc.OwnerId],
  state: (vpc) => [vpc.State],
};

export async function describeVpcs(
  input: Ec2Input<"DescribeVpcs">,
  { records }: OperationContext,
): Promise<Ec2Output<"DescribeVpcs">> {
  const named = input.VpcIds ?? [];
  const vpcs =
    named.length > 0
      ? await Promise.all(named.map((vpcId) => findVpc(records, vpcId)))
      : (await records.list("vpc")).map(({ body }) => body.vpc);
  const { items, nextToken } = pageOf(
    applyFilters(vpcs, input.Filters, FIELDS),
    input.MaxResults,
    input.NextToken,
  );
  return { Vpcs: items, NextToken: nextToken };
}
