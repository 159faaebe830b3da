// UpdateDeployment: the description is all that can be changed of a deployment.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDeployment.html
import type { Deployment } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findDeployment } from "./find-deployment.ts";
import type { Input, Output } from "./operation-types.ts";
import { applyPatchOperations, checkPatchOps, type PatchTable } from "./patch-operations.ts";

const TABLE: PatchTable<Deployment> = {
  refusal: "plain",
  paths: [
    {
      path: "/description",
      ops: ["replace"],
      apply: (deployment, { value }) => {
        deployment.description = value;
      },
    },
  ],
};

export async function updateDeployment(
  input: Input<"UpdateDeployment">,
  context: OperationContext,
): Promise<Output<"UpdateDeployment">> {
  checkPatchOps("updateDeploymentInput", input.patchOperations);
  const body = await findDeployment(context, input.restApiId, input.deploymentId);
  const deployment = { ...body.deployment };
  await applyPatchOperations(input.patchOperations, TABLE, deployment);
  context.records.put("rest-deployment", `${input.restApiId}/${input.deploymentId}`, {
    ...body,
    deployment,
  });
  return deployment;
}
