// How an integration reaches its endpoint through a VPC link: which link, of which of the two kinds, and which load
// balancer behind it. https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
import type { Integration } from "@aws-sdk/client-api-gateway";
import { parseArn } from "../../base/arn.ts";
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./rest-errors.ts";

const LOAD_BALANCER = /^(?:loadbalancer|listener)\/(?:app|net)\//;

/** Throws unless connection type, link and target go together. */
export async function checkConnection(
  context: OperationContext,
  integration: Integration,
): Promise<void> {
  const { connectionType, connectionId = "", integrationTarget, type } = integration;
  if (connectionType !== "VPC_LINK") {
    // [I] wordings, here and below, but for that of the missing target.
    if (connectionId !== "") throw badRequest("ConnectionId is allowed for VPC_LINK only");
    if (integrationTarget !== undefined) {
      throw badRequest("IntegrationTarget is allowed for VPC_LINK only");
    }
    return;
  }
  if (type !== "HTTP" && type !== "HTTP_PROXY") {
    throw badRequest("VPC_LINK is supported for integrations of type HTTP and HTTP_PROXY only");
  }
  if (connectionId === "") throw badRequest("ConnectionId is required for VPC_LINK");
  if (integrationTarget !== undefined) checkTarget(integrationTarget);
  // A stage's variables decide at run time.
  if (connectionId.includes("${stageVariables.")) return;
  const { records } = context;
  if ((await records.get("rest-vpc-link", connectionId)) !== undefined) {
    if (integrationTarget === undefined) return;
    throw badRequest(`IntegrationTarget is not supported for VpcLinkV1 ${connectionId}`);
  }
  if ((await records.get("vpc-link", connectionId)) === undefined) {
    throw badRequest(invalidVpcLink(connectionId));
  }
  if (integrationTarget === undefined) {
    throw badRequest(`IntegrationTarget is required for VpcLinkV2 ${connectionId}`);
  }
}

/** [I] */
export function invalidVpcLink(vpcLinkId: string): string {
  return `Invalid vpclink id ${vpcLinkId} referenced in integration`;
}

/** The examples name a load balancer, the reference a listener: both are taken [I]. */
function checkTarget(integrationTarget: string): void {
  const arn = parseArn(integrationTarget);
  if (arn?.service === "elasticloadbalancing" && LOAD_BALANCER.test(arn.resource)) return;
  throw badRequest(`Invalid ARN. ARN is not well formed ${integrationTarget}`);
}
