// CreateRoute: which requests go to which integration.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html
import type { Route } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { routesOf } from "./api-parts.ts";
import { autoDeploy } from "./auto-deploy.ts";
import { findApi } from "./find-api.ts";
import { newId } from "./new-id.ts";
import type { Input, Output } from "./operation-types.ts";
import { checkQuota, ROUTES_PER_API_MAX } from "./quotas.ts";
import { refuseMembers } from "./refuse-members.ts";
import { checkRoute, WEBSOCKET_ROUTE_MEMBERS } from "./route-rules.ts";

export async function createRoute(
  input: Input<"CreateRoute">,
  context: OperationContext,
): Promise<Output<"CreateRoute">> {
  await findApi(context, input.ApiId);
  refuseMembers(input, WEBSOCKET_ROUTE_MEMBERS);
  const routes = await routesOf(context, input.ApiId);
  checkQuota(routes.length, ROUTES_PER_API_MAX, "Routes", "API");
  const route: Route = {
    ApiKeyRequired: input.ApiKeyRequired ?? false,
    AuthorizationType: input.AuthorizationType ?? "NONE",
    RouteId: await newId(context, "http-api-route", `${input.ApiId}/`, 7),
    RouteKey: input.RouteKey,
  };
  if (input.AuthorizationScopes !== undefined) {
    route.AuthorizationScopes = input.AuthorizationScopes;
  }
  if (input.AuthorizerId !== undefined) route.AuthorizerId = input.AuthorizerId;
  if (input.OperationName !== undefined) route.OperationName = input.OperationName;
  if (input.Target !== undefined) route.Target = input.Target;
  await checkRoute(context, input.ApiId, route, "create");
  context.records.put("http-api-route", `${input.ApiId}/${route.RouteId}`, { route });
  await autoDeploy(context, input.ApiId);
  return route;
}
