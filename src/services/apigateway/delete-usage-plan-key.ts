// DeleteUsagePlanKey: takes a key out of a plan; the key itself stays.
// https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlanKey.html
import type { OperationContext } from "../operation-context.ts";
import { findUsagePlanKey } from "./find-usage-plan-key.ts";
import type { Input, Output } from "./operation-types.ts";

export async function deleteUsagePlanKey(
  input: Input<"DeleteUsagePlanKey">,
  context: OperationContext,
): Promise<Output<"DeleteUsagePlanKey">> {
  await findUsagePlanKey(context, input.usagePlanId, input.keyId);
  const id = `${input.usagePlanId}/${input.keyId}`;
  context.records.delete("usage-plan-key", id);
  context.records.delete("api-key-usage", id);
  return {};
}
