// GetAuthorizer: https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizer.html
import type { OperationContext } from "../operation-context.ts";
import { findAuthorizer } from "./find-authorizer.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getAuthorizer(
  input: Input<"GetAuthorizer">,
  context: OperationContext,
): Promise<Output<"GetAuthorizer">> {
  return findAuthorizer(context, input.restApiId, input.authorizerId);
}
