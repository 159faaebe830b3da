// CreateVpc: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html
import { hexId } from "../../base/ids.ts";
import type { OperationContext } from "../operation-context.ts";
import { createDefaultSecurityGroup } from "./default-network.ts";
import { ec2Error, missingParameter } from "./ec2-errors.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";
import { tagsAtCreation } from "./ec2-tags.ts";
import { parseIpv4Block } from "./ipv4-block.ts";

const VPCS_MAX = 5;
const PREFIX_LENGTH_MIN = 16;
const PREFIX_LENGTH_MAX = 28;

export async function createVpc(
  input: Ec2Input<"CreateVpc">,
  { records, account }: OperationContext,
): Promise<Ec2Output<"CreateVpc">> {
  if (input.CidrBlock === undefined) throw missingParameter("cidrBlock");
  const block = parseIpv4Block(input.CidrBlock);
  if (block === undefined) {
    throw ec2Error(
      "InvalidParameterValue",
      `Value (${input.CidrBlock}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    );
  }
  if (block.prefixLength < PREFIX_LENGTH_MIN || block.prefixLength > PREFIX_LENGTH_MAX) {
    throw ec2Error("InvalidVpc.Range", `The CIDR '${input.CidrBlock}' is invalid.`);
  }
  const others = (await records.list("vpc")).filter(({ body }) => body.vpc.IsDefault !== true);
  if (others.length >= VPCS_MAX) {
    throw ec2Error("VpcLimitExceeded", "The maximum number of VPCs has been reached.");
  }
  const vpcId = `vpc-${hexId(17)}`;
  const vpc = {
    VpcId: vpcId,
    CidrBlock: input.CidrBlock,
    DhcpOptionsId: "default",
    InstanceTenancy: input.InstanceTenancy ?? "default",
    IsDefault: false,
    State: "available" as const,
    OwnerId: account,
    Ipv6CidrBlockAssociationSet: [],
    CidrBlockAssociationSet: [
      {
        AssociationId: `vpc-cidr-assoc-${hexId(17)}`,
        CidrBlock: input.CidrBlock,
        CidrBlockState: { State: "associated" as const },
      },
    ],
    Tags: tagsAtCreation(input.TagSpecifications, "vpc"),
  };
  records.put("vpc", vpcId, { vpc });
  createDefaultSecurityGroup(records, vpcId, `sg-${hexId(17)}`);
  return { Vpc: { ...vpc, State: "pending" } };
}
