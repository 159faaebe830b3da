// Security group records → what the data plane needs of them: rules per direction, peers written out. Used for load
// balancers and for VPC links.
import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import type { SecurityGroupSnapshot, SecurityRuleSnapshot } from "./snapshots.ts";
import type { ScopedRecords } from "./store.ts";

/** One snapshot per id, in the order of `groupIds`. */
export async function compileSecurityGroups(
  scoped: ScopedRecords,
  groupIds: readonly string[],
): Promise<SecurityGroupSnapshot[]> {
  const groups: SecurityGroupSnapshot[] = [];
  for (const groupId of groupIds) {
    const record = await scoped.get("security-group", groupId);
    // A group that is gone lets nothing through, which is what no rule at all means.
    const rules = record?.rules ?? [];
    groups.push(compileSecurityGroup(groupId, rules));
  }
  return groups;
}

/** The snapshot of one group with these rules. */
export function compileSecurityGroup(
  groupId: string,
  rules: readonly SecurityGroupRule[],
): SecurityGroupSnapshot {
  return {
    groupId,
    ingress: rules.filter((rule) => rule.IsEgress !== true).map(compileRule),
    egress: rules.filter((rule) => rule.IsEgress === true).map(compileRule),
  };
}

function compileRule(rule: SecurityGroupRule): SecurityRuleSnapshot {
  const cidrs: string[] = [];
  if (rule.CidrIpv4 !== undefined) cidrs.push(rule.CidrIpv4);
  if (rule.CidrIpv6 !== undefined) cidrs.push(rule.CidrIpv6);
  const peer = rule.ReferencedGroupInfo?.GroupId;
  return {
    protocol: rule.IpProtocol ?? "-1",
    fromPort: rule.FromPort ?? -1,
    toPort: rule.ToPort ?? -1,
    cidrs,
    peerGroupIds: peer === undefined ? [] : [peer],
  };
}
