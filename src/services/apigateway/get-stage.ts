// GetStage. https://docs.aws.amazon.com/apigateway/latest/api/API_GetStage.html
import type { OperationContext } from "../operation-context.ts";
import { findStage } from "./find-stage.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getStage(
  input: Input<"GetStage">,
  context: OperationContext,
): Promise<Output<"GetStage">> {
  return findStage(context, input.restApiId, input.stageName);
}
