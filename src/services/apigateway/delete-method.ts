// DeleteMethod: deletes a method with its integration and responses.
// https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethod.html
import type { OperationContext } from "../operation-context.ts";
import { findMethod, saveMethod } from "./find-method.ts";
import type { Input, Output } from "./operation-types.ts";

export async function deleteMethod(
  input: Input<"DeleteMethod">,
  context: OperationContext,
): Promise<Output<"DeleteMethod">> {
  await findMethod(context, input);
  await saveMethod(context, input, null);
  return {};
}
