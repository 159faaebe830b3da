// GetStage: one stage of an API.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html
import type { OperationContext } from "../operation-context.ts";
import { findStage } from "./find-stage.ts";
import type { Input, Output } from "./operation-types.ts";

export function getStage(
  input: Input<"GetStage">,
  context: OperationContext,
): Promise<Output<"GetStage">> {
  return findStage(context, input.ApiId, input.StageName);
}
