// GetMethodResponse. https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethodResponse.html
import type { OperationContext } from "../operation-context.ts";
import { findMethodResponse } from "./find-method.ts";
import type { Input, Output } from "./operation-types.ts";
import { checkStatusCode } from "./status-code.ts";

export async function getMethodResponse(
  input: Input<"GetMethodResponse">,
  context: OperationContext,
): Promise<Output<"GetMethodResponse">> {
  checkStatusCode(input.statusCode);
  return findMethodResponse(context, input);
}
