// What RevokeSecurityGroupIngress and …Egress have in common: taking rules from a group, by id or by description.
import type { IpPermission } from "@aws-sdk/client-ec2";
import type { ScopedRecords } from "../../store/store.ts";
import { ec2Error } from "./ec2-errors.ts";
import type { FoundSecurityGroup } from "./find-resource.ts";
import { rulesOf, sameRule } from "./security-group-permissions.ts";

export interface RulesToRevoke {
  readonly isEgress: boolean;
  readonly ruleIds: readonly string[];
  readonly permissions: readonly IpPermission[];
}

export async function revokeRules(
  records: ScopedRecords,
  { securityGroup, rules }: FoundSecurityGroup,
  unwanted: RulesToRevoke,
): Promise<void> {
  const groupId = securityGroup.GroupId ?? "";
  const removed = new Set<string>();
  for (const ruleId of unwanted.ruleIds) {
    const found = rules.find(
      (rule) => rule.SecurityGroupRuleId === ruleId && rule.IsEgress === unwanted.isEgress,
    );
    if (found === undefined) {
      throw ec2Error(
        "InvalidSecurityGroupRuleId.NotFound",
        `The security group rule ID '${ruleId}' does not exist`,
      );
    }
    removed.add(ruleId);
  }
  const groups = (await records.list("security-group")).map(({ body }) => body.securityGroup);
  const { isEgress, permissions } = unwanted;
  const described = rulesOf(records.scope, { groupId, isEgress, permissions, tags: [] }, (named) =>
    groups.find(
      ({ GroupId, GroupName }) => GroupId === named.groupId || GroupName === named.groupName,
    ),
  );
  for (const rule of described) {
    const found = rules.find((existing) => sameRule(existing, rule));
    if (found === undefined) {
      throw ec2Error(
        "InvalidPermission.NotFound",
        "The specified rule does not exist in this security group.",
      );
    }
    removed.add(found.SecurityGroupRuleId ?? "");
  }
  records.put("security-group", groupId, {
    securityGroup,
    rules: rules.filter((rule) => !removed.has(rule.SecurityGroupRuleId ?? "")),
  });
}
