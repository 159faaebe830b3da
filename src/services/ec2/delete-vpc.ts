// DeleteVpc: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html
import type { OperationContext } from "../operation-context.ts";
import { ec2Error } from "./ec2-errors.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";
import { findVpc } from "./find-resource.ts";

export async function deleteVpc(
  input: Ec2Input<"DeleteVpc">,
  { records }: OperationContext,
): Promise<Ec2Output<"DeleteVpc">> {
  const vpcId = input.VpcId ?? "";
  await findVpc(records, vpcId);
  const subnets = (await records.list("subnet")).filter(({ body }) => body.subnet.VpcId === vpcId);
  const groups = (await records.list("security-group")).filter(
    ({ body }) => body.securityGroup.VpcId === vpcId,
  );
  const targetGroups = (await records.list("target-group")).filter(
    ({ body }) => body.targetGroup.VpcId === vpcId,
  );
  const ownGroups = groups.filter(({ body }) => body.securityGroup.GroupName !== "default");
  if (subnets.length > 0 || ownGroups.length > 0 || targetGroups.length > 0) {
    throw ec2Error(
      "DependencyViolation",
      `The vpc '${vpcId}' has dependencies and cannot be deleted.`,
    );
  }
  for (const { id } of groups) records.delete("security-group", id);
  records.delete("vpc", vpcId);
  return {};
}
