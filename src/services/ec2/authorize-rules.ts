// What AuthorizeSecurityGroupIngress and …Egress have in common: adding rules to a group.
import type { IpPermission, SecurityGroupRule, TagSpecification } from "@aws-sdk/client-ec2";
import type { ScopedRecords } from "../../store/store.ts";
import { ec2Error } from "./ec2-errors.ts";
import { tagsAtCreation } from "./ec2-tags.ts";
import type { FoundSecurityGroup } from "./find-resource.ts";
import { peerName, rulesOf, sameRule } from "./security-group-permissions.ts";

/** EC2's default quota of rules per direction. */
const RULES_PER_DIRECTION_MAX = 60;

export interface RulesToAuthorize {
  readonly isEgress: boolean;
  readonly permissions: readonly IpPermission[];
  readonly tagSpecifications: readonly TagSpecification[] | undefined;
}

export async function authorizeRules(
  records: ScopedRecords,
  { securityGroup, rules }: FoundSecurityGroup,
  wanted: RulesToAuthorize,
): Promise<SecurityGroupRule[]> {
  const groupId = securityGroup.GroupId ?? "";
  const groups = (await records.list("security-group")).map(({ body }) => body.securityGroup);
  const lookup = ({ groupId: id, groupName: name }: { groupId?: string; groupName?: string }) =>
    groups.find(
      (group) =>
        group.GroupId === id ||
        (id === undefined && group.GroupName === name && group.VpcId === securityGroup.VpcId),
    );
  const tags = tagsAtCreation(wanted.tagSpecifications, "security-group-rule");
  const { isEgress, permissions } = wanted;
  const added = rulesOf(records.scope, { groupId, isEgress, permissions, tags }, lookup);
  for (const rule of added) {
    if (rules.some((existing) => sameRule(existing, rule))) throw duplicate(rule);
  }
  const after = [...rules, ...added];
  if (
    after.filter(({ IsEgress }) => IsEgress === wanted.isEgress).length > RULES_PER_DIRECTION_MAX
  ) {
    throw ec2Error(
      "RulesPerSecurityGroupLimitExceeded",
      "The maximum number of rules per security group has been reached.",
    );
  }
  records.put("security-group", groupId, { securityGroup, rules: after });
  return added;
}

function duplicate(rule: SecurityGroupRule) {
  const peer = `peer: ${peerName(rule)}`;
  const protocol = rule.IpProtocol === "-1" ? "ALL" : (rule.IpProtocol ?? "").toUpperCase();
  const ports =
    rule.IpProtocol === "-1" ? "" : `, from port: ${rule.FromPort}, to port: ${rule.ToPort}`;
  return ec2Error(
    "InvalidPermission.Duplicate",
    `the specified rule "${peer}, ${protocol}${ports}, ALLOW" already exists`,
  );
}
