// DeleteIntegration: refused while a route leads to it.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html
import type { OperationContext } from "../operation-context.ts";
import { badRequest, conflict } from "./api-errors.ts";
import { routesOf } from "./api-parts.ts";
import { autoDeploy } from "./auto-deploy.ts";
import { findIntegration } from "./find-integration.ts";
import type { Input, Output } from "./operation-types.ts";

export async function deleteIntegration(
  input: Input<"DeleteIntegration">,
  context: OperationContext,
): Promise<Output<"DeleteIntegration">> {
  const integration = await findIntegration(context, input.ApiId, input.IntegrationId);
  if (integration.ApiGatewayManaged === true) {
    // Documented; the wording is [I].
    throw badRequest("Cannot delete Integration because it is managed by API Gateway");
  }
  const target = `integrations/${input.IntegrationId}`;
  const routes = (await routesOf(context, input.ApiId)).filter((route) => route.Target === target);
  if (routes.length > 0) {
    const routeIds = routes.map((route) => route.RouteId).join(", ");
    throw conflict(
      `Cannot delete Integration because it is referenced by the following Routes with Ids: [${routeIds}]`,
    );
  }
  context.records.delete("http-api-integration", `${input.ApiId}/${input.IntegrationId}`);
  await autoDeploy(context, input.ApiId);
  return {};
}
