// GetRequestValidator: https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidator.html
import type { OperationContext } from "../operation-context.ts";
import { findRequestValidator } from "./find-request-validator.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getRequestValidator(
  input: Input<"GetRequestValidator">,
  context: OperationContext,
): Promise<Output<"GetRequestValidator">> {
  return findRequestValidator(context, input.restApiId, input.requestValidatorId);
}
