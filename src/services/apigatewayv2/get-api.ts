// GetApi: one API.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html
import type { OperationContext } from "../operation-context.ts";
import { findApi } from "./find-api.ts";
import type { Input, Output } from "./operation-types.ts";

export function getApi(
  input: Input<"GetApi">,
  context: OperationContext,
): Promise<Output<"GetApi">> {
  return findApi(context, input.ApiId);
}
