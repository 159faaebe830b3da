// The network interfaces of a VPC link: one with one private address in each of its subnets, from which its requests
// come. They are EC2 records like any other network interface, known by their description.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
import type { NetworkInterface, Subnet } from "@aws-sdk/client-ec2";
import type { VpcLink } from "@aws-sdk/client-apigatewayv2";
import { hexId } from "../../base/ids.ts";
import type { ScopedRecords } from "../../store/store.ts";
import { parseIpv4Block } from "../ec2/ipv4-block.ts";

/**
 * EC2 keeps the first four addresses and the last one of a subnet for itself.
 * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
const RESERVED_AT_START = 4;
const RESERVED_AT_END = 1;

/** What the description of a VPC link's network interfaces is. */
export function interfaceDescription(vpcLinkId: string): string {
  return `API Gateway VPC link ${vpcLinkId}`;
}

/** The network interfaces of a VPC link. */
export async function interfacesOf(
  records: ScopedRecords,
  vpcLinkId: string,
): Promise<NetworkInterface[]> {
  const description = interfaceDescription(vpcLinkId);
  const all = await records.list("network-interface");
  return all
    .map((record) => record.body.networkInterface)
    .filter((networkInterface) => networkInterface.Description === description);
}

/** Makes one interface per subnet. Says what hinders, having made none, or undefined when all are made. */
export async function placeInterfaces(
  records: ScopedRecords,
  vpcLink: VpcLink,
): Promise<string | undefined> {
  const made: NetworkInterface[] = [];
  for (const subnetId of vpcLink.SubnetIds ?? []) {
    const body = await records.get("subnet", subnetId);
    if (body === undefined) return `The subnet ID '${subnetId}' does not exist`;
    const address = freeAddress(body.subnet, await takenAddresses(records, subnetId));
    if (address === undefined) return `There are no free addresses in subnet '${subnetId}'`;
    made.push(newInterface(records, vpcLink, { subnet: body.subnet, address }));
  }
  for (const networkInterface of made) {
    records.put("network-interface", networkInterface.NetworkInterfaceId ?? "", {
      networkInterface,
    });
  }
  return undefined;
}

export async function removeInterfaces(records: ScopedRecords, vpcLinkId: string): Promise<void> {
  for (const networkInterface of await interfacesOf(records, vpcLinkId)) {
    records.delete("network-interface", networkInterface.NetworkInterfaceId ?? "");
  }
}

function newInterface(
  records: ScopedRecords,
  vpcLink: VpcLink,
  place: { readonly subnet: Subnet; readonly address: string },
): NetworkInterface {
  const { subnet, address } = place;
  return {
    NetworkInterfaceId: `eni-${hexId(17)}`,
    SubnetId: subnet.SubnetId,
    VpcId: subnet.VpcId,
    AvailabilityZone: subnet.AvailabilityZone,
    Description: interfaceDescription(vpcLink.VpcLinkId ?? ""),
    Groups: (vpcLink.SecurityGroupIds ?? []).map((GroupId) => ({ GroupId })),
    InterfaceType: "api_gateway_managed",
    OwnerId: records.scope.account,
    RequesterManaged: true,
    PrivateIpAddress: address,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: address }],
    SourceDestCheck: true,
    Status: "in-use",
    TagSet: [],
  };
}

async function takenAddresses(records: ScopedRecords, subnetId: string): Promise<Set<string>> {
  const taken = new Set<string>();
  for (const { body } of await records.list("network-interface")) {
    const { networkInterface } = body;
    if (networkInterface.SubnetId !== subnetId) continue;
    for (const { PrivateIpAddress } of networkInterface.PrivateIpAddresses ?? []) {
      if (PrivateIpAddress !== undefined) taken.add(PrivateIpAddress);
    }
    if (networkInterface.PrivateIpAddress !== undefined) {
      taken.add(networkInterface.PrivateIpAddress);
    }
  }
  return taken;
}

function freeAddress(subnet: Subnet, taken: ReadonlySet<string>): string | undefined {
  const block = parseIpv4Block(subnet.CidrBlock ?? "");
  if (block === undefined) return undefined;
  const last = block.last - RESERVED_AT_END;
  for (let number = block.first + RESERVED_AT_START; number <= last; number++) {
    const address = [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join(".");
    if (!taken.has(address)) return address;
  }
  return undefined;
}
