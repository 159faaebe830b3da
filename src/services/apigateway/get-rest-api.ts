// GetRestApi. https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApi.html
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { shownRestApi } from "./rest-api-settings.ts";

export async function getRestApi(
  input: Input<"GetRestApi">,
  context: OperationContext,
): Promise<Output<"GetRestApi">> {
  return shownRestApi(await findRestApi(context, input.restApiId));
}
