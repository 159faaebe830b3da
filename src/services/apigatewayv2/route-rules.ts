// The rules that a route of an HTTP API has to keep, whether it is being created or updated.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
import type { Route } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { badRequest, conflict, notFound } from "./api-errors.ts";
import { routesOf } from "./api-parts.ts";
import { checkLength } from "./check-length.ts";
import { routeKeyProblem } from "./route-key.ts";

const TARGET = /^integrations\/([^/]+)$/;

/** Members of requests that WebSocket APIs alone have. */
export const WEBSOCKET_ROUTE_MEMBERS = [
  "ModelSelectionExpression",
  "RequestModels",
  "RequestParameters",
  "RouteResponseSelectionExpression",
] as const;

/** Throws when AWS would not take the route as it would be after the action ("create" or "update"). */
export async function checkRoute(
  context: OperationContext,
  apiId: string,
  route: Route,
  action: "create" | "update",
): Promise<void> {
  const problem = routeKeyProblem(route.RouteKey ?? "");
  if (problem !== undefined) throw badRequest(problem);
  checkLength("operationName", route.OperationName, 1, 64);
  if (route.ApiKeyRequired === true) {
    throw badRequest("ApiKeyRequired is not currently supported for HTTP APIs.");
  }
  checkAuthorization(route, action);
  await checkTarget(context, apiId, route.Target);
  const routes = await routesOf(context, apiId);
  if (
    routes.some((other) => other.RouteKey === route.RouteKey && other.RouteId !== route.RouteId)
  ) {
    throw conflict(`Route with key ${route.RouteKey} already exists for this API`);
  }
}

/** There are no authorizers yet, so that none that a route could name is valid. */
function checkAuthorization(route: Route, action: "create" | "update"): void {
  const { AuthorizationType: authorizationType = "NONE", AuthorizationScopes: scopes = [] } = route;
  switch (authorizationType) {
    case "NONE":
      if (scopes.length > 0) {
        throw badRequest(
          "Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization type",
        );
      }
      if (route.AuthorizerId !== undefined) {
        throw badRequest(`Unable to ${action} route. Authorizer type is invalid or null`);
      }
      return;
    case "JWT":
      throw badRequest(
        "Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer.",
      );
    case "CUSTOM":
      // [I] wording
      throw badRequest(
        "Invalid authorizer ID specified. Setting the authorization type to CUSTOM requires a valid authorizer.",
      );
    case "AWS_IAM":
      throw badRequest("IAM authorization is not there yet in Postern: authorizationType AWS_IAM");
    default:
      authorizationType satisfies never;
  }
}

async function checkTarget(
  context: OperationContext,
  apiId: string,
  target: string | undefined,
): Promise<void> {
  if (target === undefined) return;
  const integrationId = TARGET.exec(target)?.[1];
  if (integrationId === undefined) {
    throw badRequest(
      "Unexpected or malformed target in route. Correct format should be integrations/<integration_id>.",
    );
  }
  const body = await context.records.get("http-api-integration", `${apiId}/${integrationId}`);
  // [I] status and wording
  if (body === undefined) {
    throw notFound(`Invalid Integration identifier specified ${integrationId}`);
  }
}
