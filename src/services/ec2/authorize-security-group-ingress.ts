// AuthorizeSecurityGroupIngress: adds rules to a group.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
import type { OperationContext } from "../operation-context.ts";
import { authorizeRules } from "./authorize-rules.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";
import { findSecurityGroup } from "./find-resource.ts";
import { permissionsOf } from "./security-group-permissions.ts";

export async function authorizeSecurityGroupIngress(
  input: Ec2Input<"AuthorizeSecurityGroupIngress">,
  { records }: OperationContext,
): Promise<Ec2Output<"AuthorizeSecurityGroupIngress">> {
  const group = await findSecurityGroup(records, input.GroupId, input.GroupName);
  const added = await authorizeRules(records, group, {
    isEgress: false,
    permissions: permissionsOf(input.IpPermissions, input),
    tagSpecifications: input.TagSpecifications,
  });
  return { Return: true, SecurityGroupRules: added };
}
