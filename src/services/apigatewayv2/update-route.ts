// UpdateRoute: changes what is given and keeps the rest.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html
import type { Route } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./api-errors.ts";
import { autoDeploy } from "./auto-deploy.ts";
import { findRoute } from "./find-route.ts";
import type { Input, Output } from "./operation-types.ts";
import { refuseMembers } from "./refuse-members.ts";
import { checkRoute, WEBSOCKET_ROUTE_MEMBERS } from "./route-rules.ts";

export async function updateRoute(
  input: Input<"UpdateRoute">,
  context: OperationContext,
): Promise<Output<"UpdateRoute">> {
  const before = await findRoute(context, input.ApiId, input.RouteId);
  refuseMembers(input, WEBSOCKET_ROUTE_MEMBERS);
  if (
    before.ApiGatewayManaged === true &&
    input.RouteKey !== undefined &&
    input.RouteKey !== before.RouteKey
  ) {
    // Documented; the wording is [I]. UpdateApi can change it.
    throw badRequest("Cannot update the route key of a Route that is managed by API Gateway");
  }
  const route: Route = { ...before };
  if (input.ApiKeyRequired !== undefined) route.ApiKeyRequired = input.ApiKeyRequired;
  if (input.AuthorizationScopes !== undefined) {
    route.AuthorizationScopes = input.AuthorizationScopes;
  }
  if (input.AuthorizationType !== undefined) route.AuthorizationType = input.AuthorizationType;
  if (input.AuthorizerId !== undefined) route.AuthorizerId = input.AuthorizerId;
  if (input.OperationName !== undefined) route.OperationName = input.OperationName;
  if (input.RouteKey !== undefined) route.RouteKey = input.RouteKey;
  if (input.Target !== undefined) route.Target = input.Target;
  await checkRoute(context, input.ApiId, route, "update");
  context.records.put("http-api-route", `${input.ApiId}/${input.RouteId}`, { route });
  await autoDeploy(context, input.ApiId);
  return route;
}
