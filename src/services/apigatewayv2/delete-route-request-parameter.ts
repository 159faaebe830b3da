// DeleteRouteRequestParameter. Routes of HTTP APIs have no request parameters, so that none can be found.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-requestparameters-requestparameterkey.html
import type { OperationContext } from "../operation-context.ts";
import { notFound } from "./api-errors.ts";
import { findRoute } from "./find-route.ts";
import type { Input, Output } from "./operation-types.ts";

export async function deleteRouteRequestParameter(
  input: Input<"DeleteRouteRequestParameter">,
  context: OperationContext,
): Promise<Output<"DeleteRouteRequestParameter">> {
  await findRoute(context, input.ApiId, input.RouteId);
  // [I] wording
  throw notFound(`Invalid request parameter key specified ${input.RequestParameterKey}`);
}
