// A VPC link by its id, or the answer when there is none.
import type { VpcLink } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { notFound } from "./api-errors.ts";

/** The VPC link; throws NotFoundException when there is none of that id. Wording [I]. */
export async function findVpcLink(context: OperationContext, vpcLinkId: string): Promise<VpcLink> {
  const body = await context.records.get("vpc-link", vpcLinkId);
  if (body === undefined) throw notFound(`Invalid VpcLink identifier specified ${vpcLinkId}`);
  return body.vpcLink;
}
