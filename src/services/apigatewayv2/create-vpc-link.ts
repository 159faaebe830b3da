// CreateVpcLink: a way from HTTP APIs into subnets of a VPC. It is PENDING until its network interfaces are there.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks.html
import type { VpcLink } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./api-errors.ts";
import { checkLength } from "./check-length.ts";
import { newId } from "./new-id.ts";
import type { Input, Output } from "./operation-types.ts";
import { checkQuota, VPC_LINKS_PER_REGION_MAX } from "./quotas.ts";
import { addTags } from "./resource-tags.ts";
import { checkVpcLinkNetwork } from "./vpc-link-network.ts";
import { finishProvisioning, PENDING_MESSAGE, PROVISIONING_MS } from "./vpc-link-transitions.ts";
import { wholeSecond } from "./whole-second.ts";

export async function createVpcLink(
  input: Input<"CreateVpcLink">,
  context: OperationContext,
): Promise<Output<"CreateVpcLink">> {
  if (input.Name === "") throw badRequest("Name cannot be empty");
  checkLength("name", input.Name, 1, 128);
  const existing = await context.records.list("vpc-link");
  checkQuota(existing.length, VPC_LINKS_PER_REGION_MAX, "VPC links", "region");
  const network = await checkVpcLinkNetwork(context, input.SubnetIds, input.SecurityGroupIds ?? []);
  const vpcLinkId = await newId(context, "vpc-link", "", 6);
  const vpcLink: VpcLink = {
    CreatedDate: wholeSecond(context.clock),
    Name: input.Name,
    // With none given the default group is the one that counts; the answer says so [I].
    SecurityGroupIds: network.securityGroupIds,
    SubnetIds: network.subnetIds,
    Tags: addTags(undefined, input.Tags),
    VpcLinkId: vpcLinkId,
    VpcLinkStatus: "PENDING",
    VpcLinkStatusMessage: PENDING_MESSAGE,
    VpcLinkVersion: "V2",
  };
  context.records.put("vpc-link", vpcLinkId, { vpcLink });
  context.later(PROVISIONING_MS, (records) => finishProvisioning(records, vpcLinkId));
  return vpcLink;
}
