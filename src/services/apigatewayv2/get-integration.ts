// GetIntegration: one integration of an API.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html
import type { OperationContext } from "../operation-context.ts";
import { findIntegration } from "./find-integration.ts";
import type { Input, Output } from "./operation-types.ts";

export function getIntegration(
  input: Input<"GetIntegration">,
  context: OperationContext,
): Promise<Output<"GetIntegration">> {
  return findIntegration(context, input.ApiId, input.IntegrationId);
}
