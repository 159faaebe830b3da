// GetRoute: one route of an API.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html
import type { OperationContext } from "../operation-context.ts";
import { findRoute } from "./find-route.ts";
import type { Input, Output } from "./operation-types.ts";

export function getRoute(
  input: Input<"GetRoute">,
  context: OperationContext,
): Promise<Output<"GetRoute">> {
  return findRoute(context, input.ApiId, input.RouteId);
}
