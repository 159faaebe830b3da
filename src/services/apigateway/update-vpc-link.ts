// UpdateVpcLink: name and description; the load balancer stays.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateVpcLink.html
import type { VpcLink } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findVpcLink } from "./find-vpc-link.ts";
import type { Input, Output } from "./operation-types.ts";
import {
  applyPatchOperations,
  checkPatchOps,
  PATCH_OPS,
  type Patch,
  type PatchTable,
} from "./patch-operations.ts";
import { badRequest } from "./rest-errors.ts";

export async function updateVpcLink(
  input: Input<"UpdateVpcLink">,
  context: OperationContext,
): Promise<Output<"UpdateVpcLink">> {
  checkPatchOps("updateVpcLinkInput", input.patchOperations);
  const vpcLink = structuredClone(await findVpcLink(context, input.vpcLinkId));
  await applyPatchOperations(input.patchOperations, TABLE, vpcLink);
  context.records.put("rest-vpc-link", input.vpcLinkId, { vpcLink });
  return { ...vpcLink, tags: vpcLink.tags ?? {} };
}

const TABLE: PatchTable<VpcLink> = {
  refusal: "plain",
  paths: [
    { path: "/name", ops: ["replace"], apply: replaceName },
    { path: "/description", ops: ["replace"], apply: replaceDescription },
    { path: "/targetArns", ops: PATCH_OPS, apply: refuseTargets },
    { path: "/targetArns/{index}", ops: PATCH_OPS, apply: refuseTargets },
  ],
};

function replaceName(vpcLink: VpcLink, { value = "" }: Patch): void {
  if (value === "") throw badRequest("Name cannot be empty");
  vpcLink.name = value;
}

function replaceDescription(vpcLink: VpcLink, { value }: Patch): void {
  if (value === undefined || value === "") delete vpcLink.description;
  else vpcLink.description = value;
}

function refuseTargets(): never {
  throw badRequest("Target arns are not allowed to be changed/added.");
}
