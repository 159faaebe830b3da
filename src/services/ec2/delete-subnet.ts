// DeleteSubnet: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html
import type { OperationContext } from "../operation-context.ts";
import { ec2Error } from "./ec2-errors.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";
import { findSubnet, interfacesUsing } from "./find-resource.ts";

export async function deleteSubnet(
  input: Ec2Input<"DeleteSubnet">,
  { records }: OperationContext,
): Promise<Ec2Output<"DeleteSubnet">> {
  const subnetId = input.SubnetId ?? "";
  await findSubnet(records, subnetId);
  const used = await interfacesUsing(records, ({ SubnetId }) => SubnetId === subnetId);
  if (used.length > 0) {
    throw ec2Error(
      "DependencyViolation",
      `The subnet '${subnetId}' has dependencies and cannot be deleted.`,
    );
  }
  records.delete("subnet", subnetId);
  return {};
}
