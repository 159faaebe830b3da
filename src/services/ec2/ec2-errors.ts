// EC2's error codes and texts. EC2 models none of them, so each is a FrameworkError.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
import { FrameworkError } from "../../protocol/framework-error.ts";

export function ec2Error(code: string, message: string): FrameworkError {
  return new FrameworkError(code, 400, message);
}

export function missingParameter(name: string): FrameworkError {
  return ec2Error("MissingParameter", `The request must contain the parameter ${name}`);
}

export function vpcNotFound(vpcId: string): FrameworkError {
  return ec2Error("InvalidVpcID.NotFound", `The vpc ID '${vpcId}' does not exist`);
}

export function subnetNotFound(subnetId: string): FrameworkError {
  return ec2Error("InvalidSubnetID.NotFound", `The subnet ID '${subnetId}' does not exist`);
}

export function groupNotFound(groupId: string): FrameworkError {
  return ec2Error("InvalidGroup.NotFound", `The security group '${groupId}' does not exist`);
}
