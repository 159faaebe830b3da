// AuthorizeSecurityGroupEgress: adds rules to a group.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupEgress.html
import type { OperationContext } from "../operation-context.ts";
import { authorizeRules } from "./authorize-rules.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";
import { findSecurityGroup } from "./find-resource.ts";
import { permissionsOf } from "./security-group-permissions.ts";

export async function authorizeSecurityGroupEgress(
  input: Ec2Input<"AuthorizeSecurityGroupEgress">,
  { records }: OperationContext,
): Promise<Ec2Output<"AuthorizeSecurityGroupEgress">> {
  const group = await findSecurityGroup(records, input.GroupId);
  const added = await authorizeRules(records, group, {
    isEgress: true,
    permissions: permissionsOf(input.IpPermissions, input),
    tagSpecifications: input.TagSpecifications,
  });
  return { Return: true, SecurityGroupRules: added };
}
