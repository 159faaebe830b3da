// DeleteRoute. Route settings of stages for its key stay, as they are the stage's.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html
import type { OperationContext } from "../operation-context.ts";
import { autoDeploy } from "./auto-deploy.ts";
import { findRoute } from "./find-route.ts";
import type { Input, Output } from "./operation-types.ts";

export async function deleteRoute(
  input: Input<"DeleteRoute">,
  context: OperationContext,
): Promise<Output<"DeleteRoute">> {
  await findRoute(context, input.ApiId, input.RouteId);
  context.records.delete("http-api-route", `${input.ApiId}/${input.RouteId}`);
  await autoDeploy(context, input.ApiId);
  return {};
}
