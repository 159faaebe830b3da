// Where a VPC link goes: subnets of one VPC, and security groups of that VPC, its default one when none is named.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
import type { Subnet } from "@aws-sdk/client-ec2";
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./api-errors.ts";
import { SECURITY_GROUPS_PER_VPC_LINK_MAX, SUBNETS_PER_VPC_LINK_MAX } from "./quotas.ts";

export interface VpcLinkNetwork {
  readonly subnetIds: string[];
  readonly securityGroupIds: string[];
}

/** The network that a request names; throws BadRequestException when it cannot be. Wordings [I] but the first. */
export async function checkVpcLinkNetwork(
  context: OperationContext,
  subnetIds: readonly string[],
  securityGroupIds: readonly string[],
): Promise<VpcLinkNetwork> {
  if (subnetIds.length === 0) throw badRequest("SubnetIds for a vpc link cannot be empty");
  const uniqueSubnetIds = [...new Set(subnetIds)];
  if (uniqueSubnetIds.length > SUBNETS_PER_VPC_LINK_MAX) {
    throw badRequest(`A vpc link can have at most ${SUBNETS_PER_VPC_LINK_MAX} subnets`);
  }
  const subnets = await Promise.all(uniqueSubnetIds.map((id) => findSubnet(context, id)));
  const vpcId = subnets[0]?.VpcId ?? "";
  if (subnets.some((subnet) => subnet.VpcId !== vpcId)) {
    throw badRequest("All subnets of a vpc link must be in the same VPC");
  }
  const groupIds = [...new Set(securityGroupIds)];
  return {
    subnetIds: uniqueSubnetIds,
    securityGroupIds:
      groupIds.length === 0
        ? await defaultSecurityGroup(context, vpcId)
        : await checkSecurityGroups(context, groupIds, vpcId),
  };
}

async function findSubnet(context: OperationContext, subnetId: string): Promise<Subnet> {
  const body = await context.records.get("subnet", subnetId);
  if (body === undefined) throw badRequest(`The subnet ID '${subnetId}' does not exist`);
  return body.subnet;
}

async function checkSecurityGroups(
  context: OperationContext,
  groupIds: string[],
  vpcId: string,
): Promise<string[]> {
  if (groupIds.length > SECURITY_GROUPS_PER_VPC_LINK_MAX) {
    throw badRequest(
      `A vpc link can have at most ${SECURITY_GROUPS_PER_VPC_LINK_MAX} security groups`,
    );
  }
  for (const groupId of groupIds) {
    const body = await context.records.get("security-group", groupId);
    if (body === undefined) throw badRequest(`The security group '${groupId}' does not exist`);
    if (body.securityGroup.VpcId !== vpcId) {
      throw badRequest(`The security group '${groupId}' does not belong to VPC '${vpcId}'`);
    }
  }
  return groupIds;
}

async function defaultSecurityGroup(context: OperationContext, vpcId: string): Promise<string[]> {
  const records = await context.records.list("security-group");
  const found = records.find(
    ({ body }) => body.securityGroup.VpcId === vpcId && body.securityGroup.GroupName === "default",
  );
  return found === undefined ? [] : [found.id];
}
