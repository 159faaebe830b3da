// The nodes of a load balancer: one network interface with one private address in each of its subnets, which is
// where its traffic to targets comes from and what VPC links connect to. They are EC2 records like any other
// network interface, known by their description "ELB app/NAME/ID".
// https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html
import { InvalidSubnetException } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { NetworkInterface } from "@aws-sdk/client-ec2";
import { hexId } from "../../base/ids.ts";
import type { ScopedRecords } from "../../store/store.ts";
import { parseIpv4Block } from "../ec2/ipv4-block.ts";
import type { Placement, PlacedSubnet } from "./load-balancer-subnets.ts";
import { loadBalancerIdOf } from "./resource-arn.ts";
import { serviceError } from "./service-error.ts";

/** EC2 keeps the first four addresses of a subnet and the last one for itself. */
const RESERVED_AT_START = 4;
const RESERVED_AT_END = 1;

/** The load balancer whose nodes are meant. */
export interface NodeOwner {
  readonly loadBalancerArn: string;
  readonly type: string;
  readonly securityGroupIds: readonly string[];
}

/** What the description of a load balancer's network interfaces is. */
export function nodeDescription(loadBalancerArn: string): string {
  return `ELB ${loadBalancerIdOf(loadBalancerArn)}`;
}

/** The network interfaces of a load balancer's nodes. */
export async function nodesOf(
  records: ScopedRecords,
  loadBalancerArn: string,
): Promise<NetworkInterface[]> {
  const description = nodeDescription(loadBalancerArn);
  const all = await records.list("network-interface");
  return all
    .map((record) => record.body.networkInterface)
    .filter((networkInterface) => networkInterface.Description === description);
}

/** Makes the nodes what the placement says: keeps those whose subnet stays, adds and removes the others. */
export async function placeNodes(
  records: ScopedRecords,
  owner: NodeOwner,
  placement: Placement,
): Promise<void> {
  const nodes = await nodesOf(records, owner.loadBalancerArn);
  const wanted = new Set(placement.subnets.map(({ subnet }) => subnet.SubnetId));
  for (const node of nodes) {
    if (!wanted.has(node.SubnetId)) {
      records.delete("network-interface", node.NetworkInterfaceId ?? "");
    }
  }
  const present = new Set(nodes.map((node) => node.SubnetId));
  for (const placed of placement.subnets) {
    if (present.has(placed.subnet.SubnetId)) continue;
    const address = await chooseAddress(records, placed);
    const networkInterface = newNode(records, owner, { placed, address });
    records.put("network-interface", networkInterface.NetworkInterfaceId ?? "", {
      networkInterface,
    });
  }
}

/** Puts other security groups on all nodes. */
export async function setNodeSecurityGroups(
  records: ScopedRecords,
  loadBalancerArn: string,
  securityGroupIds: readonly string[],
): Promise<void> {
  for (const node of await nodesOf(records, loadBalancerArn)) {
    records.put("network-interface", node.NetworkInterfaceId ?? "", {
      networkInterface: { ...node, Groups: securityGroupIds.map((GroupId) => ({ GroupId })) },
    });
  }
}

export async function removeNodes(records: ScopedRecords, loadBalancerArn: string): Promise<void> {
  for (const node of await nodesOf(records, loadBalancerArn)) {
    records.delete("network-interface", node.NetworkInterfaceId ?? "");
  }
}

function newNode(
  records: ScopedRecords,
  owner: NodeOwner,
  place: { readonly placed: PlacedSubnet; readonly address: string },
): NetworkInterface {
  const { subnet } = place.placed;
  return {
    NetworkInterfaceId: `eni-${hexId(17)}`,
    SubnetId: subnet.SubnetId,
    VpcId: subnet.VpcId,
    AvailabilityZone: subnet.AvailabilityZone,
    Description: nodeDescription(owner.loadBalancerArn),
    Groups: owner.securityGroupIds.map((GroupId) => ({ GroupId })),
    InterfaceType: owner.type === "network" ? "network_load_balancer" : "interface",
    OwnerId: records.scope.account,
    RequesterId: "amazon-elb",
    RequesterManaged: true,
    PrivateIpAddress: place.address,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: place.address }],
    SourceDestCheck: true,
    Status: "in-use",
    TagSet: [],
  };
}

async function chooseAddress(records: ScopedRecords, placed: PlacedSubnet): Promise<string> {
  const { subnet, privateAddress } = placed;
  const taken = await takenAddresses(records, subnet.SubnetId ?? "");
  const [first, last] = usableRange(subnet.CidrBlock ?? "");
  if (privateAddress !== undefined) {
    const number = addressNumber(privateAddress);
    if (number === undefined || number < first || number > last || taken.has(privateAddress)) {
      throw serviceError(
        InvalidSubnetException,
        `The private IPv4 address '${privateAddress}' is not available in the subnet '${subnet.SubnetId ?? ""}'`,
      );
    }
    return privateAddress;
  }
  for (let number = first; number <= last; number++) {
    const address = addressText(number);
    if (!taken.has(address)) return address;
  }
  throw serviceError(
    InvalidSubnetException,
    `Not enough IP space available in ${subnet.SubnetId ?? ""}. ELB requires at least 8 free IP addresses in each subnet.`,
  );
}

async function takenAddresses(records: ScopedRecords, subnetId: string): Promise<Set<string>> {
  const taken = new Set<string>();
  for (const { body } of await records.list("network-interface")) {
    const { networkInterface } = body;
    if (networkInterface.SubnetId !== subnetId) continue;
    if (networkInterface.PrivateIpAddress !== undefined)
      taken.add(networkInterface.PrivateIpAddress);
    for (const { PrivateIpAddress } of networkInterface.PrivateIpAddresses ?? []) {
      if (PrivateIpAddress !== undefined) taken.add(PrivateIpAddress);
    }
  }
  return taken;
}

function usableRange(cidrBlock: string): readonly [first: number, last: number] {
  const block = parseIpv4Block(cidrBlock);
  if (block === undefined) return [0, -1];
  return [block.first + RESERVED_AT_START, block.last - RESERVED_AT_END];
}

function addressNumber(address: string): number | undefined {
  return parseIpv4Block(`${address}/32`)?.first;
}

function addressText(number: number): string {
  return [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255].join(".");
}
