// FlushStageCache: forgets all answers that the stage's cache holds.
// https://docs.aws.amazon.com/apigateway/latest/api/API_FlushStageCache.html
import type { OperationContext } from "../operation-context.ts";
import { findStage } from "./find-stage.ts";
import type { Input, Output } from "./operation-types.ts";
import { restDataPlaneOf } from "./rest-data-plane-of.ts";

export async function flushStageCache(
  input: Input<"FlushStageCache">,
  context: OperationContext,
): Promise<Output<"FlushStageCache">> {
  await findStage(context, input.restApiId, input.stageName);
  restDataPlaneOf(context, "FlushStageCache").flushStageCache(input.restApiId, input.stageName);
  return {};
}
