// What every account and region has from the start: a default VPC with three subnets in three zones and its
// default security group. Ids follow from account and region, so that they are the same in every run.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
import { createHash } from "node:crypto";
import type { SecurityGroup, SecurityGroupRule, Subnet } from "@aws-sdk/client-ec2";
import { formatArn, partitionOf } from "../../base/arn.ts";
import type { Scope } from "../../store/records.ts";
import type { ScopedRecords } from "../../store/store.ts";
import { availabilityZones } from "./availability-zones.ts";

const DEFAULT_VPC_CIDR = "172.31.0.0/16";
const DEFAULT_SUBNET_CIDRS = ["172.31.0.0/20", "172.31.16.0/20", "172.31.32.0/20"];
/** A /20 less the five addresses that AWS keeps. */
const SUBNET_ADDRESSES = 4091;

/** 17 hexadecimal digits that follow from the scope and what they are for. */
function stableId(scope: Scope, purpose: string): string {
  return createHash("sha256")
    .update(`${scope.account}/${scope.region}/${purpose}`)
    .digest("hex")
    .slice(0, 17);
}

export function ec2Arn(scope: Scope, resource: string): string {
  const { account, region } = scope;
  return formatArn({ partition: partitionOf(region), service: "ec2", region, account, resource });
}

/** Makes the default network of the records' account and region. */
export function createDefaultNetwork(records: ScopedRecords): void {
  const { scope } = records;
  const vpcId = `vpc-${stableId(scope, "vpc")}`;
  records.put("vpc", vpcId, {
    vpc: {
      VpcId: vpcId,
      CidrBlock: DEFAULT_VPC_CIDR,
      DhcpOptionsId: `dopt-${stableId(scope, "dhcp")}`,
      InstanceTenancy: "default",
      IsDefault: true,
      State: "available",
      OwnerId: scope.account,
      CidrBlockAssociationSet: [
        {
          AssociationId: `vpc-cidr-assoc-${stableId(scope, "cidr")}`,
          CidrBlock: DEFAULT_VPC_CIDR,
          CidrBlockState: { State: "associated" },
        },
      ],
      Tags: [],
    },
  });
  const zones = availabilityZones(scope.region);
  for (const [index, cidr] of DEFAULT_SUBNET_CIDRS.entries()) {
    const subnetId = `subnet-${stableId(scope, `subnet ${index}`)}`;
    const zone = zones[index];
    const subnet = newSubnet(scope, { subnetId, vpcId, cidr, zoneName: zone?.ZoneName ?? "" });
    records.put("subnet", subnetId, {
      subnet: {
        ...subnet,
        AvailabilityZoneId: zone?.ZoneId,
        AvailableIpAddressCount: SUBNET_ADDRESSES,
        DefaultForAz: true,
        MapPublicIpOnLaunch: true,
      },
    });
  }
  createDefaultSecurityGroup(records, vpcId, `sg-${stableId(scope, "security group")}`);
}

/** A subnet as AWS answers it, before what is special to it. */
export function newSubnet(
  scope: Scope,
  of: { subnetId: string; vpcId: string; cidr: string; zoneName: string },
): Subnet {
  return {
    SubnetId: of.subnetId,
    VpcId: of.vpcId,
    CidrBlock: of.cidr,
    AvailabilityZone: of.zoneName,
    State: "available",
    OwnerId: scope.account,
    SubnetArn: ec2Arn(scope, `subnet/${of.subnetId}`),
    AssignIpv6AddressOnCreation: false,
    DefaultForAz: false,
    MapPublicIpOnLaunch: false,
    MapCustomerOwnedIpOnLaunch: false,
    EnableDns64: false,
    Ipv6Native: false,
    Ipv6CidrBlockAssociationSet: [],
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: "ip-name",
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    Tags: [],
  };
}

/** The group every VPC has: its members reach each other, and everything outside. */
export function createDefaultSecurityGroup(
  records: ScopedRecords,
  vpcId: string,
  groupId: string,
): void {
  const { scope } = records;
  const ingress: SecurityGroupRule = {
    ...newRule(scope, groupId, `sgr-${stableId(scope, `${groupId} ingress`)}`),
    IsEgress: false,
    ReferencedGroupInfo: { GroupId: groupId, UserId: scope.account },
  };
  records.put("security-group", groupId, {
    securityGroup: newSecurityGroup(scope, {
      groupId,
      vpcId,
      name: "default",
      description: "default VPC security group",
    }),
    rules: [ingress, allEgressRule(scope, groupId)],
  });
}

export function newSecurityGroup(
  scope: Scope,
  of: { groupId: string; vpcId: string; name: string; description: string },
): SecurityGroup {
  return {
    GroupId: of.groupId,
    GroupName: of.name,
    Description: of.description,
    VpcId: of.vpcId,
    OwnerId: scope.account,
    SecurityGroupArn: ec2Arn(scope, `security-group/${of.groupId}`),
    Tags: [],
  };
}

/** The rule that a new group has: all egress. */
export function allEgressRule(scope: Scope, groupId: string): SecurityGroupRule {
  return {
    ...newRule(scope, groupId, `sgr-${stableId(scope, `${groupId} egress`)}`),
    IsEgress: true,
    CidrIpv4: "0.0.0.0/0",
  };
}

function newRule(scope: Scope, groupId: string, ruleId: string): SecurityGroupRule {
  return {
    SecurityGroupRuleId: ruleId,
    SecurityGroupRuleArn: ec2Arn(scope, `security-group-rule/${ruleId}`),
    GroupId: groupId,
    GroupOwnerId: scope.account,
    IpProtocol: "-1",
    FromPort: -1,
    ToPort: -1,
    Tags: [],
  };
}
