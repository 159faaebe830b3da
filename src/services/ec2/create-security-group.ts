// CreateSecurityGroup: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
import { hexId } from "../../base/ids.ts";
import type { OperationContext } from "../operation-context.ts";
import { allEgressRule, newSecurityGroup } from "./default-network.ts";
import { ec2Error, missingParameter } from "./ec2-errors.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";
import { tagsAtCreation } from "./ec2-tags.ts";
import { findVpc } from "./find-resource.ts";

const NAME_LENGTH_MAX = 255;
const ALLOWED = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/;

export async function createSecurityGroup(
  input: Ec2Input<"CreateSecurityGroup">,
  { records }: OperationContext,
): Promise<Ec2Output<"CreateSecurityGroup">> {
  const { GroupName: name, Description: description } = input;
  if (name === undefined || name === "") throw missingParameter("GroupName");
  if (description === undefined || description === "") throw missingParameter("GroupDescription");
  checkName(name, description);
  const vpcId = input.VpcId ?? (await defaultVpcId(records));
  await findVpc(records, vpcId);
  for (const { body } of await records.list("security-group")) {
    if (body.securityGroup.VpcId === vpcId && body.securityGroup.GroupName === name) {
      throw ec2Error(
        "InvalidGroup.Duplicate",
        `The security group '${name}' already exists for VPC '${vpcId}'`,
      );
    }
  }
  const groupId = `sg-${hexId(17)}`;
  const tags = tagsAtCreation(input.TagSpecifications, "security-group");
  const securityGroup = {
    ...newSecurityGroup(records.scope, { groupId, vpcId, name, description }),
    Tags: tags,
  };
  records.put("security-group", groupId, {
    securityGroup,
    rules: [allEgressRule(records.scope, groupId)],
  });
  return { GroupId: groupId, SecurityGroupArn: securityGroup.SecurityGroupArn, Tags: tags };
}

function checkName(name: string, description: string): void {
  if (name.startsWith("sg-")) {
    throw ec2Error(
      "InvalidParameterValue",
      `Invalid security group name. Group names may not be in the format sg-*.`,
    );
  }
  if (name === "default") {
    throw ec2Error("InvalidGroup.Reserved", `The security group name 'default' is reserved`);
  }
  if (name.length > NAME_LENGTH_MAX || !ALLOWED.test(name)) {
    throw ec2Error("InvalidParameterValue", `Value (${name}) for parameter GroupName is invalid.`);
  }
  if (description.length > NAME_LENGTH_MAX || !ALLOWED.test(description)) {
    throw ec2Error(
      "InvalidParameterValue",
      `Value (${description}) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported.`,
    );
  }
}

async function defaultVpcId(records: OperationContext["records"]): Promise<string> {
  const found = (await records.list("vpc")).find(({ body }) => body.vpc.IsDefault === true);
  if (found === undefined) throw ec2Error("VPCIdNotSpecified", "No default VPC for this user");
  return found.id;
}
