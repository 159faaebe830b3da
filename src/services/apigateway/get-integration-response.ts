// GetIntegrationResponse. https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegrationResponse.html
import type { OperationContext } from "../operation-context.ts";
import { findIntegrationResponse } from "./find-method.ts";
import type { Input, Output } from "./operation-types.ts";
import { shownIntegrationResponse } from "./shown-resource.ts";
import { checkStatusCode } from "./status-code.ts";

export async function getIntegrationResponse(
  input: Input<"GetIntegrationResponse">,
  context: OperationContext,
): Promise<Output<"GetIntegrationResponse">> {
  checkStatusCode(input.statusCode);
  return shownIntegrationResponse(await findIntegrationResponse(context, input));
}
