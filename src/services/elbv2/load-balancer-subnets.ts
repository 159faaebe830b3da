// Which subnets a load balancer is put into and what follows from them: its VPC, its availability zones and the
// private address of each node. One subnet per zone; an application load balancer needs two zones.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
import {
  AllocationIdNotFoundException,
  InvalidConfigurationRequestException,
  InvalidSubnetException,
  SubnetNotFoundException,
  type AvailabilityZone,
  type SubnetMapping,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Subnet } from "@aws-sdk/client-ec2";
import type { ScopedRecords } from "../../store/store.ts";
import { validationError } from "../../protocol/constraints.ts";
import { serviceError } from "./service-error.ts";

/** What a request says about subnets. */
export interface SubnetRequest {
  readonly Subnets?: readonly string[] | undefined;
  readonly SubnetMappings?: readonly SubnetMapping[] | undefined;
}

/** A subnet that a load balancer is in. */
export interface PlacedSubnet {
  readonly subnet: Subnet;
  /** Asked for by the user (internal network load balancers only), else undefined: any free one. */
  readonly privateAddress: string | undefined;
}

export interface Placement {
  readonly vpcId: string;
  readonly subnets: readonly PlacedSubnet[];
}

/** What kind of load balancer is to be placed. */
export interface PlacedLoadBalancer {
  readonly type: string;
  readonly scheme: string;
}

/** The subnets of a request, found and judged. */
export async function placeInSubnets(
  records: ScopedRecords,
  request: SubnetRequest,
  loadBalancer: PlacedLoadBalancer,
): Promise<Placement> {
  const mappings = subnetMappings(request);
  const subnets: PlacedSubnet[] = [];
  for (const mapping of mappings) {
    checkMapping(mapping, loadBalancer);
    const subnet = await requireSubnet(records, mapping.SubnetId ?? "");
    subnets.push({ subnet, privateAddress: mapping.PrivateIPv4Address });
  }
  const vpcId = checkedVpc(subnets);
  checkZones(subnets, loadBalancer.type);
  return { vpcId, subnets };
}

/** The zones as DescribeLoadBalancers shows them, in order of zone. */
export function availabilityZonesOf(placement: Placement, type: string): AvailabilityZone[] {
  return placement.subnets
    .map(({ subnet, privateAddress }) => ({
      ZoneName: subnet.AvailabilityZone ?? "",
      SubnetId: subnet.SubnetId ?? "",
      LoadBalancerAddresses:
        type === "network" && privateAddress !== undefined
          ? [{ PrivateIPv4Address: privateAddress }]
          : [],
    }))
    .sort((a, b) => (a.ZoneName < b.ZoneName ? -1 : 1));
}

function subnetMappings(request: SubnetRequest): readonly SubnetMapping[] {
  const { Subnets = [], SubnetMappings = [] } = request;
  if (Subnets.length > 0 && SubnetMappings.length > 0) {
    throw validationError("Subnets and subnet mappings cannot be specified at the same time");
  }
  if (Subnets.length === 0 && SubnetMappings.length === 0) {
    throw validationError("At least one subnet must be specified");
  }
  return SubnetMappings.length > 0
    ? SubnetMappings
    : [...new Set(Subnets)].map((SubnetId) => ({ SubnetId }));
}

function checkMapping(mapping: SubnetMapping, loadBalancer: PlacedLoadBalancer): void {
  if (mapping.AllocationId !== undefined) {
    throw serviceError(
      AllocationIdNotFoundException,
      `The allocation IDs '${mapping.AllocationId}' do not exist`,
    );
  }
  if (mapping.IPv6Address !== undefined || mapping.SourceNatIpv6Prefix !== undefined) {
    throw serviceError(
      InvalidSubnetException,
      "You must specify subnets with an associated IPv6 CIDR block.",
    );
  }
  if (mapping.PrivateIPv4Address === undefined) return;
  if (loadBalancer.type !== "network" || loadBalancer.scheme !== "internal") {
    throw serviceError(
      InvalidConfigurationRequestException,
      "Private IPv4 addresses can be specified for internal Network Load Balancers only",
    );
  }
}

async function requireSubnet(records: ScopedRecords, subnetId: string): Promise<Subnet> {
  const found = await records.get("subnet", subnetId);
  if (found === undefined) {
    throw serviceError(SubnetNotFoundException, `The subnet ID '${subnetId}' does not exist`);
  }
  return found.subnet;
}

function checkZones(subnets: readonly PlacedSubnet[], type: string): void {
  const zones = new Set(subnets.map(({ subnet }) => subnet.AvailabilityZone));
  if (type === "application" && subnets.length < 2) {
    throw validationError(
      "At least two subnets in two different Availability Zones must be specified",
    );
  }
  if (zones.size < subnets.length) {
    throw serviceError(
      InvalidConfigurationRequestException,
      "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
    );
  }
}

function checkedVpc(subnets: readonly PlacedSubnet[]): string {
  const vpcId = subnets[0]?.subnet.VpcId ?? "";
  if (subnets.some(({ subnet }) => subnet.VpcId !== vpcId)) {
    throw serviceError(
      InvalidConfigurationRequestException,
      `All subnets must belong to the same VPC: '${vpcId}'`,
    );
  }
  return vpcId;
}
