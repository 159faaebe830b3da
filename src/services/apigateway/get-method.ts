// GetMethod. https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethod.html
import type { OperationContext } from "../operation-context.ts";
import { findMethod } from "./find-method.ts";
import type { Input, Output } from "./operation-types.ts";
import { shownMethod } from "./shown-resource.ts";

export async function getMethod(
  input: Input<"GetMethod">,
  context: OperationContext,
): Promise<Output<"GetMethod">> {
  return shownMethod(await findMethod(context, input));
}
