// A VPC link of the first kind by its id, or the answer when there is none.
import type { VpcLink } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { notFound } from "./rest-errors.ts";

/** The VPC link; throws NotFoundException when there is none of that id. */
export async function findVpcLink(context: OperationContext, vpcLinkId: string): Promise<VpcLink> {
  const body = await context.records.get("rest-vpc-link", vpcLinkId);
  if (body === undefined) throw notFound("Invalid Vpc Link identifier specified");
  return body.vpcLink;
}
