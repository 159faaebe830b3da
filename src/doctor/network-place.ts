// Where VPC links and load balancers stand in the network, as far as the inventory knows it: VPC, subnets, zones, and
// the security groups that guard them. What a template cannot tell stays an unresolved string or is left out; nothing
// is judged here.
import type {
  Inventory,
  InventoryPart,
  LoadBalancerItem,
  RestVpcLinkItem,
  SecurityGroupItem,
  SubnetItem,
  VpcLinkItem,
} from "./inventory.ts";
import { isUnresolved, unresolved } from "./unresolved.ts";

/** Security groups of one side of a connection. */
export interface Guards {
  /** False: nothing is filtered on this side. */
  readonly isFiltered: boolean;
  readonly groups: readonly SecurityGroupItem[];
  /** Ids of groups of whose rules some or all are not known. */
  readonly unknownIds: readonly string[];
}

/** True for links with network interfaces of their own; the other kind belongs to one Network Load Balancer. */
export function hasInterfaces(item: VpcLinkItem | RestVpcLinkItem): item is VpcLinkItem {
  return "VpcLinkId" in item.vpcLink;
}

/** Whether something of that part could not be read: what is not there may be there after all. */
export function isPartUnreadable(inventory: Inventory, part: InventoryPart): boolean {
  return inventory.unreadable.some((one) => one.part === part);
}

/** Templates and plans know only what they declare; the store and an account know all that is there. */
export function isLive({ source }: Inventory): boolean {
  return source.kind === "store" || source.kind === "aws";
}

/** The subnets of these ids that the inventory has. */
export function subnetsOf(inventory: Inventory, ids: readonly string[]): SubnetItem[] {
  return inventory.subnets.filter(({ subnet }) => ids.includes(subnet.SubnetId ?? ""));
}

export function linkSubnetIds({ vpcLink }: VpcLinkItem): readonly string[] {
  return vpcLink.SubnetIds ?? [];
}

export function balancerSubnetIds({ loadBalancer }: LoadBalancerItem): readonly string[] {
  return (loadBalancer.AvailabilityZones ?? []).flatMap(({ SubnetId }) => SubnetId ?? []);
}

/** The VPC of a link with network interfaces; an unresolved string when nothing tells. */
export function linkVpcId(inventory: Inventory, item: VpcLinkItem): string {
  const subnets = subnetsOf(inventory, linkSubnetIds(item));
  return firstKnown([
    ...subnets.map(({ subnet }) => subnet.VpcId),
    ...groupsOf(inventory, item.vpcLink.SecurityGroupIds ?? []).map(({ vpcId }) => vpcId),
  ]);
}

/** The VPC of a load balancer; an unresolved string when nothing tells. */
export function balancerVpcId(inventory: Inventory, item: LoadBalancerItem): string {
  const subnets = subnetsOf(inventory, balancerSubnetIds(item));
  return firstKnown([
    item.loadBalancer.VpcId,
    ...subnets.map(({ subnet }) => subnet.VpcId),
    ...groupsOf(inventory, item.loadBalancer.SecurityGroups ?? []).map(({ vpcId }) => vpcId),
  ]);
}

/** Whether link and load balancer have a subnet in common, known or not: then they are in one VPC and one zone. */
export function shareSubnet(link: VpcLinkItem, loadBalancer: LoadBalancerItem): boolean {
  const own = new Set(linkSubnetIds(link));
  return balancerSubnetIds(loadBalancer).some((id) => own.has(id));
}

function firstKnown(ids: readonly (string | undefined)[]): string {
  const given = ids.filter((id) => id !== undefined && id !== "");
  return given.find((id) => id !== undefined && !isUnresolved(id)) ?? given[0] ?? unresolved("VPC");
}

function groupsOf(inventory: Inventory, ids: readonly string[]): SecurityGroupItem[] {
  return inventory.securityGroups.filter(({ group }) => ids.includes(group.groupId));
}

/** CIDR blocks in which the interfaces of a link, or the nodes of a load balancer, have their addresses. */
export function blocksOf(inventory: Inventory, subnetIds: readonly string[]): string[] {
  return subnetsOf(inventory, subnetIds).flatMap(({ subnet }) => {
    const { CidrBlock } = subnet;
    return CidrBlock === undefined || isUnresolved(CidrBlock) ? [] : CidrBlock;
  });
}

/** A link made without security groups has its VPC's default one, as any network interface has [I]. */
export function linkGuards(inventory: Inventory, item: VpcLinkItem): Guards {
  const named = item.vpcLink.SecurityGroupIds ?? [];
  return named.length > 0
    ? guards(inventory, named)
    : defaultGuards(inventory, linkVpcId(inventory, item));
}

/**
 * A Network Load Balancer made without security groups has none; an Application Load Balancer has its VPC's default
 * one then (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html).
 */
export function balancerGuards(inventory: Inventory, item: LoadBalancerItem): Guards {
  const named = item.loadBalancer.SecurityGroups ?? [];
  if (named.length > 0) return guards(inventory, named);
  if (item.loadBalancer.Type === "network")
    return { isFiltered: false, groups: [], unknownIds: [] };
  return defaultGuards(inventory, balancerVpcId(inventory, item));
}

function guards(inventory: Inventory, ids: readonly string[]): Guards {
  const groups = groupsOf(inventory, ids);
  const known = new Set(groups.map(({ group }) => group.groupId));
  const unknownIds = ids.filter((id) => !known.has(id) || hidesRules(inventory, id));
  return { isFiltered: true, groups, unknownIds };
}

/** Some of its rules name addresses that could not be read (prefix lists). */
function hidesRules({ unreadable }: Inventory, groupId: string): boolean {
  return unreadable.some(({ part, what }) => part === "securityGroups" && what.includes(groupId));
}

function defaultGuards(inventory: Inventory, vpcId: string): Guards {
  const groups = inventory.securityGroups.filter(
    (item) => item.name === "default" && item.vpcId === vpcId,
  );
  const unknownIds = groups.length === 0 ? [unresolved("the VPC's default security group")] : [];
  return { isFiltered: true, groups, unknownIds };
}
