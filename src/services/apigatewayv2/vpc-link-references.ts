// What keeps a VPC link from being deleted: the integrations that use it, named by the routes that lead to them.
import type { OperationContext } from "../operation-context.ts";
import { routesOf } from "./api-parts.ts";
import { methodOfRouteKey } from "./route-key.ts";

/** "METHOD:ROUTE-ID" of each route that leads through the link; an unused integration by its own id [I]. */
export async function referencesTo(
  context: OperationContext,
  vpcLinkId: string,
): Promise<string[]> {
  const references: string[] = [];
  for (const { id, body } of await context.records.list("http-api-integration")) {
    const { integration } = body;
    if (integration.ConnectionType !== "VPC_LINK" || integration.ConnectionId !== vpcLinkId) {
      continue;
    }
    const target = `integrations/${integration.IntegrationId}`;
    const routes = await routesOf(context, id.slice(0, id.indexOf("/")));
    const leading = routes.filter((route) => route.Target === target);
    if (leading.length === 0) {
      references.push(`${integration.IntegrationMethod}:${integration.IntegrationId}`);
    }
    for (const route of leading) {
      references.push(`${methodOfRouteKey(route.RouteKey ?? "")}:${route.RouteId}`);
    }
  }
  return references;
}
