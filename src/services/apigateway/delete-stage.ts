// DeleteStage: refused while a domain name leads to the stage.
// https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteStage.html
import type { OperationContext } from "../operation-context.ts";
import { refuseWhileStageIsMapped } from "./base-path-references.ts";
import { findStage } from "./find-stage.ts";
import type { Input, Output } from "./operation-types.ts";

export async function deleteStage(
  input: Input<"DeleteStage">,
  context: OperationContext,
): Promise<Output<"DeleteStage">> {
  const { restApiId, stageName } = input;
  await findStage(context, restApiId, stageName);
  await refuseWhileStageIsMapped(context.records, restApiId, stageName);
  context.records.delete("rest-stage", `${restApiId}/${stageName}`);
  return {};
}
