// RevokeSecurityGroupIngress: takes rules from a group.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html
import type { OperationContext } from "../operation-context.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";
import { findSecurityGroup } from "./find-resource.ts";
import { revokeRules } from "./revoke-rules.ts";
import { permissionsOf } from "./security-group-permissions.ts";

export async function revokeSecurityGroupIngress(
  input: Ec2Input<"RevokeSecurityGroupIngress">,
  { records }: OperationContext,
): Promise<Ec2Output<"RevokeSecurityGroupIngress">> {
  const group = await findSecurityGroup(records, input.GroupId, input.GroupName);
  const ruleIds = input.SecurityGroupRuleIds ?? [];
  const byId = ruleIds.length > 0 && input.IpPermissions === undefined;
  await revokeRules(records, group, {
    isEgress: false,
    ruleIds,
    permissions: byId ? [] : permissionsOf(input.IpPermissions, input),
  });
  return { Return: true };
}
