// FlushStageAuthorizersCache: forgets all decisions of the stage's authorizers.
// https://docs.aws.amazon.com/apigateway/latest/api/API_FlushStageAuthorizersCache.html
import type { OperationContext } from "../operation-context.ts";
import { findStage } from "./find-stage.ts";
import type { Input, Output } from "./operation-types.ts";
import { restDataPlaneOf } from "./rest-data-plane-of.ts";

export async function flushStageAuthorizersCache(
  input: Input<"FlushStageAuthorizersCache">,
  context: OperationContext,
): Promise<Output<"FlushStageAuthorizersCache">> {
  const { restApiId, stageName } = input;
  await findStage(context, restApiId, stageName);
  const dataPlane = restDataPlaneOf(context, "FlushStageAuthorizersCache");
  dataPlane.flushAuthorizersCache(restApiId, stageName);
  return {};
}
