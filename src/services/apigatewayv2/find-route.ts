// A route of an API by its id, or the answer when there is none.
import type { Route } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { notFound } from "./api-errors.ts";
import { findApi } from "./find-api.ts";

/** The route; throws NotFoundException when the API or the route is not there. Wording [I]. */
export async function findRoute(
  context: OperationContext,
  apiId: string,
  routeId: string,
): Promise<Route> {
  await findApi(context, apiId);
  const body = await context.records.get("http-api-route", `${apiId}/${routeId}`);
  if (body === undefined) throw notFound(`Invalid Route identifier specified ${routeId}`);
  return body.route;
}
