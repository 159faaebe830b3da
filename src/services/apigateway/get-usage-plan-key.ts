// GetUsagePlanKey: https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKey.html
import type { OperationContext } from "../operation-context.ts";
import { findUsagePlanKey } from "./find-usage-plan-key.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getUsagePlanKey(
  input: Input<"GetUsagePlanKey">,
  context: OperationContext,
): Promise<Output<"GetUsagePlanKey">> {
  return findUsagePlanKey(context, input.usagePlanId, input.keyId);
}
