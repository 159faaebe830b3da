// DeleteSecurityGroup: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html
import type { OperationContext } from "../operation-context.ts";
import { ec2Error } from "./ec2-errors.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";
import { findSecurityGroup, interfacesUsing } from "./find-resource.ts";

export async function deleteSecurityGroup(
  input: Ec2Input<"DeleteSecurityGroup">,
  { records }: OperationContext,
): Promise<Ec2Output<"DeleteSecurityGroup">> {
  const { securityGroup } = await findSecurityGroup(records, input.GroupId, input.GroupName);
  const groupId = securityGroup.GroupId ?? "";
  if (securityGroup.GroupName === "default") {
    throw ec2Error(
      "CannotDelete",
      `the specified group: "${groupId}" name: "default" cannot be deleted by a user`,
    );
  }
  if (await isInUse(records, groupId)) {
    throw ec2Error("DependencyViolation", `resource ${groupId} has a dependent object`);
  }
  records.delete("security-group", groupId);
  return { Return: true, GroupId: groupId };
}

/** A network interface or a rule of another group refers to it. */
async function isInUse(records: OperationContext["records"], groupId: string): Promise<boolean> {
  const interfaces = await interfacesUsing(records, ({ Groups = [] }) =>
    Groups.some(({ GroupId }) => GroupId === groupId),
  );
  if (interfaces.length > 0) return true;
  const balancers = await records.list("load-balancer");
  if (balancers.some(({ body }) => body.loadBalancer.SecurityGroups?.includes(groupId) === true)) {
    return true;
  }
  return (await records.list("security-group")).some(
    ({ id, body }) =>
      id !== groupId &&
      body.rules.some(({ ReferencedGroupInfo }) => ReferencedGroupInfo?.GroupId === groupId),
  );
}
