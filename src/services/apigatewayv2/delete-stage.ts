// DeleteStage. Its deployment stays, as other stages may point to it.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html
import type { OperationContext } from "../operation-context.ts";
import { findStage } from "./find-stage.ts";
import type { Input, Output } from "./operation-types.ts";

export async function deleteStage(
  input: Input<"DeleteStage">,
  context: OperationContext,
): Promise<Output<"DeleteStage">> {
  await findStage(context, input.ApiId, input.StageName);
  context.records.delete("http-api-stage", `${input.ApiId}/${input.StageName}`);
  return {};
}
