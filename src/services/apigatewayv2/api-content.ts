// What a deployment freezes: the API, its routes and its integrations as they are at that moment.
import type { HttpApiContent } from "../../store/records.ts";
import type { OperationContext } from "../operation-context.ts";
import { integrationsOf, routesOf } from "./api-parts.ts";
import { findApi } from "./find-api.ts";

/** AWS's words for an API that cannot be deployed. */
export const NO_VALID_ROUTES = "Unable to deploy API because no valid routes exist in this API";

/** The content to freeze; null when no route leads to an integration, so that nothing could be deployed. */
export async function readContent(
  context: OperationContext,
  apiId: string,
): Promise<HttpApiContent | null> {
  const routes = await routesOf(context, apiId);
  if (!routes.some((route) => route.Target !== undefined)) return null;
  const api = await findApi(context, apiId);
  return { api, routes, integrations: await integrationsOf(context, apiId) };
}
