// GetIntegration. https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegration.html
import type { OperationContext } from "../operation-context.ts";
import { findIntegration } from "./find-method.ts";
import type { Input, Output } from "./operation-types.ts";
import { shownIntegration } from "./shown-resource.ts";

export async function getIntegration(
  input: Input<"GetIntegration">,
  context: OperationContext,
): Promise<Output<"GetIntegration">> {
  return shownIntegration(await findIntegration(context, input));
}
