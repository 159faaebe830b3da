// DeleteApiKey: deletes a key, and its places in usage plans with it.
// https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteApiKey.html
import type { OperationContext } from "../operation-context.ts";
import { findApiKey } from "./find-api-key.ts";
import type { Input, Output } from "./operation-types.ts";

export async function deleteApiKey(
  input: Input<"DeleteApiKey">,
  context: OperationContext,
): Promise<Output<"DeleteApiKey">> {
  await findApiKey(context, input.apiKey);
  for (const kind of ["usage-plan-key", "api-key-usage"] as const) {
    for (const { id } of await context.records.list(kind)) {
      if (id.endsWith(`/${input.apiKey}`)) context.records.delete(kind, id);
    }
  }
  context.records.delete("api-key", input.apiKey);
  return {};
}
