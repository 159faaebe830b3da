// CreateVpcLink: a link of the first kind, to one Network Load Balancer. It is PENDING until it can be used; what is
// wrong with the load balancer is told by the status then, not by this call.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateVpcLink.html
import type { VpcLink } from "@aws-sdk/client-api-gateway";
import { parseArn } from "../../base/arn.ts";
import { newId } from "../apigatewayv2/new-id.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { badRequest } from "./rest-errors.ts";
import { checkQuota, VPC_LINKS_PER_REGION_MAX } from "./rest-quotas.ts";
import { newTags } from "./rest-tags.ts";
import { finishProvisioning, PROVISIONING_MS } from "./vpc-link-transitions.ts";

export async function createVpcLink(
  input: Input<"CreateVpcLink">,
  context: OperationContext,
): Promise<Output<"CreateVpcLink">> {
  if (input.name === "") throw badRequest("Name cannot be empty");
  checkTargets(input.targetArns);
  const existing = await context.records.list("rest-vpc-link");
  checkQuota(existing.length, VPC_LINKS_PER_REGION_MAX, "VPC links", "region");
  const id = await newVpcLinkId(context);
  const vpcLink: VpcLink = { id, name: input.name };
  if (input.description !== undefined) vpcLink.description = input.description;
  vpcLink.targetArns = input.targetArns;
  vpcLink.status = "PENDING";
  const tags = newTags(input.tags);
  if (tags !== undefined) vpcLink.tags = tags;
  context.records.put("rest-vpc-link", id, { vpcLink });
  context.later(PROVISIONING_MS, (records) => finishProvisioning(records, id));
  return vpcLink;
}

function checkTargets(targetArns: readonly string[]): void {
  const [targetArn] = targetArns;
  // [I]
  if (targetArn === undefined) throw badRequest("Target arns cannot be empty");
  if (targetArns.length > 1) throw badRequest("More than one target arn specified for vpc link.");
  if (parseArn(targetArn) === undefined) {
    throw badRequest(`Invalid ARN. ARN is not well formed ${targetArn}`);
  }
}

/** Integrations name links of both kinds by the id alone. */
async function newVpcLinkId(context: OperationContext): Promise<string> {
  for (;;) {
    const id = await newId(context, "rest-vpc-link", "", 6);
    if ((await context.records.get("vpc-link", id)) === undefined) return id;
  }
}
