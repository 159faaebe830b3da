// DeleteAccessLogSettings: switches a stage's access log off.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-accesslogsettings.html
import type { OperationContext } from "../operation-context.ts";
import { findStage } from "./find-stage.ts";
import type { Input, Output } from "./operation-types.ts";
import { refuseManagedStage } from "./stage-rules.ts";
import { wholeSecond } from "./whole-second.ts";

export async function deleteAccessLogSettings(
  input: Input<"DeleteAccessLogSettings">,
  context: OperationContext,
): Promise<Output<"DeleteAccessLogSettings">> {
  const before = await findStage(context, input.ApiId, input.StageName);
  refuseManagedStage(before);
  const stage = { ...before, LastUpdatedDate: wholeSecond(context.clock) };
  delete stage.AccessLogSettings;
  context.records.put("http-api-stage", `${input.ApiId}/${input.StageName}`, { stage });
  return {};
}
