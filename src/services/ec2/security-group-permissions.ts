// Rules of security groups have two shapes: a SecurityGroupRule each (what is stored, with an id of its own) and
// IpPermissions, which gather the rules of one protocol and port range (what older operations take and give).
import type { IpPermission, SecurityGroup, SecurityGroupRule, Tag } from "@aws-sdk/client-ec2";
import { hexId } from "../../base/ids.ts";
import type { Scope } from "../../store/records.ts";
import { ec2Arn } from "./default-network.ts";
import { ec2Error, groupNotFound, missingParameter } from "./ec2-errors.ts";
import { parseIpv4Block } from "./ipv4-block.ts";

const PORT_MAX = 65_535;
/** Protocols that EC2 knows by name and number. */
const PROTOCOL_NAMES: Readonly<Record<string, string>> = {
  "6": "tcp",
  "17": "udp",
  "1": "icmp",
  "58": "icmpv6",
  all: "-1",
};

/** The members by which the older form of the operations names one rule without IpPermissions. */
export interface SingleRuleInput {
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly CidrIp?: string | undefined;
  readonly SourceSecurityGroupName?: string | undefined;
}

/** The permissions an operation names, in either form. */
export function permissionsOf(
  permissions: readonly IpPermission[] | undefined,
  single: SingleRuleInput,
): IpPermission[] {
  if (permissions !== undefined && permissions.length > 0) return [...permissions];
  if (single.IpProtocol === undefined) throw missingParameter("ipPermissions");
  const permission: IpPermission = { IpProtocol: single.IpProtocol };
  if (single.FromPort !== undefined) permission.FromPort = single.FromPort;
  if (single.ToPort !== undefined) permission.ToPort = single.ToPort;
  if (single.CidrIp !== undefined) permission.IpRanges = [{ CidrIp: single.CidrIp }];
  if (single.SourceSecurityGroupName !== undefined) {
    permission.UserIdGroupPairs = [{ GroupName: single.SourceSecurityGroupName }];
  }
  return [permission];
}

/** Finds a group by id or, within the VPC, by name. */
export type GroupLookup = (of: {
  groupId?: string;
  groupName?: string;
}) => SecurityGroup | undefined;

/** Rules as they are wanted: whose, which way, and by what permissions. */
export interface WantedRules {
  readonly groupId: string;
  readonly isEgress: boolean;
  readonly permissions: readonly IpPermission[];
  readonly tags: readonly Tag[];
}

/** The rules that the permissions stand for, one per peer. */
export function rulesOf(
  scope: Scope,
  wanted: WantedRules,
  lookup: GroupLookup,
): SecurityGroupRule[] {
  return wanted.permissions.flatMap((permission) => {
    const base = (): SecurityGroupRule => {
      const ruleId = `sgr-${hexId(17)}`;
      return {
        SecurityGroupRuleId: ruleId,
        SecurityGroupRuleArn: ec2Arn(scope, `security-group-rule/${ruleId}`),
        GroupId: wanted.groupId,
        GroupOwnerId: scope.account,
        IsEgress: wanted.isEgress,
        ...protocolAndPorts(permission),
        Tags: [...wanted.tags],
      };
    };
    const rules = peersOf(permission, scope, lookup).map((peer) => ({ ...base(), ...peer }));
    if (rules.length === 0) {
      throw ec2Error("InvalidParameterValue", "The request must name a source or destination");
    }
    return rules;
  });
}

function peersOf(
  permission: IpPermission,
  scope: Scope,
  lookup: GroupLookup,
): Partial<SecurityGroupRule>[] {
  const peers: Partial<SecurityGroupRule>[] = [];
  for (const { CidrIp = "", Description } of permission.IpRanges ?? []) {
    if (parseIpv4Block(CidrIp) === undefined) {
      throw ec2Error("InvalidParameterValue", `CIDR block ${CidrIp} is malformed`);
    }
    peers.push({ CidrIpv4: CidrIp, ...(Description === undefined ? {} : { Description }) });
  }
  for (const { CidrIpv6 = "", Description } of permission.Ipv6Ranges ?? []) {
    if (!/^[0-9a-f:.]+\/\d{1,3}$/i.test(CidrIpv6)) {
      throw ec2Error("InvalidParameterValue", `CIDR block ${CidrIpv6} is malformed`);
    }
    peers.push({ CidrIpv6, ...(Description === undefined ? {} : { Description }) });
  }
  for (const { PrefixListId, Description } of permission.PrefixListIds ?? []) {
    peers.push({
      ...(PrefixListId === undefined ? {} : { PrefixListId }),
      ...(Description === undefined ? {} : { Description }),
    });
  }
  for (const pair of permission.UserIdGroupPairs ?? []) {
    const group = lookup({
      ...(pair.GroupId === undefined ? {} : { groupId: pair.GroupId }),
      ...(pair.GroupName === undefined ? {} : { groupName: pair.GroupName }),
    });
    if (group === undefined) throw groupNotFound(pair.GroupId ?? pair.GroupName ?? "");
    peers.push({
      ReferencedGroupInfo: { GroupId: group.GroupId ?? "", UserId: scope.account },
      ...(pair.Description === undefined ? {} : { Description: pair.Description }),
    });
  }
  return peers;
}

function protocolAndPorts(permission: IpPermission) {
  const given = (permission.IpProtocol ?? "").toLowerCase();
  const protocol = PROTOCOL_NAMES[given] ?? given;
  if (protocol === "-1") return { IpProtocol: "-1", FromPort: -1, ToPort: -1 };
  const { FromPort, ToPort } = permission;
  if (protocol === "tcp" || protocol === "udp") {
    if (FromPort === undefined || ToPort === undefined) {
      throw ec2Error(
        "InvalidParameterValue",
        `Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.`,
      );
    }
    if (FromPort < 0 || ToPort > PORT_MAX || FromPort > ToPort) {
      throw ec2Error("InvalidParameterValue", `Invalid TCP/UDP port range (${FromPort}:${ToPort})`);
    }
  } else if (!/^(icmp|icmpv6|\d{1,3})$/.test(protocol)) {
    throw ec2Error(
      "InvalidPermission.Malformed",
      `Unsupported IP protocol "${permission.IpProtocol ?? ""}"`,
    );
  }
  return { IpProtocol: protocol, FromPort: FromPort ?? -1, ToPort: ToPort ?? -1 };
}

/** Whether two rules allow the same thing to the same peer. */
export function sameRule(a: SecurityGroupRule, b: SecurityGroupRule): boolean {
  return (
    a.IsEgress === b.IsEgress &&
    a.IpProtocol === b.IpProtocol &&
    a.FromPort === b.FromPort &&
    a.ToPort === b.ToPort &&
    peerName(a) === peerName(b)
  );
}

/** What EC2's messages call the peer. */
export function peerName(rule: SecurityGroupRule): string {
  return (
    rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.ReferencedGroupInfo?.GroupId ?? ""
  );
}

/** The group with its IpPermissions, as DescribeSecurityGroups gives it. */
export function withPermissions(
  securityGroup: SecurityGroup,
  rules: readonly SecurityGroupRule[],
): SecurityGroup {
  return {
    ...securityGroup,
    IpPermissions: gathered(rules.filter(({ IsEgress }) => IsEgress !== true)),
    IpPermissionsEgress: gathered(rules.filter(({ IsEgress }) => IsEgress === true)),
  };
}

function gathered(rules: readonly SecurityGroupRule[]): IpPermission[] {
  const permissions = new Map<string, IpPermission & { IpRanges: object[] }>();
  for (const rule of rules) {
    const key = `${rule.IpProtocol} ${rule.FromPort} ${rule.ToPort}`;
    let permission = permissions.get(key);
    if (permission === undefined) {
      permission = {
        IpProtocol: rule.IpProtocol,
        IpRanges: [],
        Ipv6Ranges: [],
        PrefixListIds: [],
        UserIdGroupPairs: [],
        ...(rule.IpProtocol === "-1" ? {} : { FromPort: rule.FromPort, ToPort: rule.ToPort }),
      } as IpPermission & { IpRanges: object[] };
      permissions.set(key, permission);
    }
    addPeer(permission, rule);
  }
  return [...permissions.values()];
}

function addPeer(permission: IpPermission, rule: SecurityGroupRule): void {
  const described = rule.Description === undefined ? {} : { Description: rule.Description };
  if (rule.CidrIpv4 !== undefined) {
    permission.IpRanges?.push({ CidrIp: rule.CidrIpv4, ...described });
  } else if (rule.CidrIpv6 !== undefined) {
    permission.Ipv6Ranges?.push({ CidrIpv6: rule.CidrIpv6, ...described });
  } else if (rule.PrefixListId !== undefined) {
    permission.PrefixListIds?.push({ PrefixListId: rule.PrefixListId, ...described });
  } else if (rule.ReferencedGroupInfo !== undefined) {
    permission.UserIdGroupPairs?.push({
      GroupId: rule.ReferencedGroupInfo.GroupId,
      UserId: rule.ReferencedGroupInfo.UserId,
      ...described,
    });
  }
}
