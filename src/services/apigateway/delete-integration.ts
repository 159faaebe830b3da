// DeleteIntegration. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegration.html
import type { OperationContext } from "../operation-context.ts";
import { findIntegration, saveIntegration } from "./find-method.ts";
import type { Input, Output } from "./operation-types.ts";

export async function deleteIntegration(
  input: Input<"DeleteIntegration">,
  context: OperationContext,
): Promise<Output<"DeleteIntegration">> {
  await findIntegration(context, input);
  await saveIntegration(context, input, null);
  return {};
}
