// DescribeNetworkInterfaces: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html
import type { NetworkInterface } from "@aws-sdk/client-ec2";
import type { OperationContext } from "../operation-context.ts";
import { ec2Error } from "./ec2-errors.ts";
import { applyFilters, type FilterFields } from "./ec2-filters.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";
import { pageOf } from "./ec2-paging.ts";

type Interface = NetworkInterface & { Tags?: NetworkInterface["TagSet"] };

const FIELDS: FilterFields<Interface> = {
  "network-interface-id": (eni) => [eni.NetworkInterfaceId],
  "subnet-id": (eni) => [eni.SubnetId],
  "vpc-id": (eni) => [eni.VpcId],
  "availability-zone": (eni) => [eni.AvailabilityZone],
  "interface-type": (eni) => [eni.InterfaceType],
  description: (eni) => [eni.Description],
  status: (eni) => [eni.Status],
  "owner-id": (eni) => [eni.OwnerId],
  "requester-id": (eni) => [eni.RequesterId],
  "requester-managed": (eni) => [String(eni.RequesterManaged)],
  "private-ip-address": (eni) => [eni.PrivateIpAddress],
  "addresses.private-ip-address": (eni) =>
    (eni.PrivateIpAddresses ?? []).map(({ PrivateIpAddress }) => PrivateIpAddress),
  "group-id": (eni) => (eni.Groups ?? []).map(({ GroupId }) => GroupId),
  "group-name": (eni) => (eni.Groups ?? []).map(({ GroupName }) => GroupName),
};

export async function describeNetworkInterfaces(
  input: Ec2Input<"DescribeNetworkInterfaces">,
  { records }: OperationContext,
): Promise<Ec2Output<"DescribeNetworkInterfaces">> {
  const ids = input.NetworkInterfaceIds ?? [];
  const all: Interface[] = (await records.list("network-interface")).map(({ body }) => ({
    ...body.networkInterface,
    ...(body.networkInterface.TagSet === undefined ? {} : { Tags: body.networkInterface.TagSet }),
  }));
  for (const id of ids) {
    if (all.every(({ NetworkInterfaceId }) => NetworkInterfaceId !== id)) {
      throw ec2Error(
        "InvalidNetworkInterfaceID.NotFound",
        `The networkInterface ID '${id}' does not exist`,
      );
    }
  }
  const named = all.filter(
    ({ NetworkInterfaceId = "" }) => ids.length === 0 || ids.includes(NetworkInterfaceId),
  );
  const { items, nextToken } = pageOf(
    applyFilters(named, input.Filters, FIELDS),
    input.MaxResults,
    input.NextToken,
  );
  return {
    NetworkInterfaces: items.map(({ Tags: _, ...networkInterface }) => networkInterface),
    NextToken: nextToken,
  };
}
