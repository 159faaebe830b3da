// GetApiKey: a key by its id, its value only when asked for.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKey.html
import type { OperationContext } from "../operation-context.ts";
import { findApiKey, withoutValue } from "./find-api-key.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getApiKey(
  input: Input<"GetApiKey">,
  context: OperationContext,
): Promise<Output<"GetApiKey">> {
  const apiKey = await findApiKey(context, input.apiKey);
  return input.includeValue === true ? apiKey : withoutValue(apiKey);
}
