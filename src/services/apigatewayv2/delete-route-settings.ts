// DeleteRouteSettings: the route then has the stage's default settings.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-routesettings-routekey.html
import type { OperationContext } from "../operation-context.ts";
import { findStage } from "./find-stage.ts";
import type { Input, Output } from "./operation-types.ts";
import { unknownRouteKey } from "./route-settings.ts";
import { refuseManagedStage } from "./stage-rules.ts";
import { wholeSecond } from "./whole-second.ts";

export async function deleteRouteSettings(
  input: Input<"DeleteRouteSettings">,
  context: OperationContext,
): Promise<Output<"DeleteRouteSettings">> {
  const before = await findStage(context, input.ApiId, input.StageName);
  refuseManagedStage(before);
  const entries = Object.entries(before.RouteSettings ?? {});
  const kept = entries.filter(([routeKey]) => routeKey !== input.RouteKey);
  if (kept.length === entries.length) throw unknownRouteKey(input.RouteKey);
  const stage = {
    ...before,
    LastUpdatedDate: wholeSecond(context.clock),
    RouteSettings: Object.fromEntries(kept),
  };
  context.records.put("http-api-stage", `${input.ApiId}/${input.StageName}`, { stage });
  return {};
}
