// GetUsagePlan: https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlan.html
import type { OperationContext } from "../operation-context.ts";
import { findUsagePlan } from "./find-usage-plan.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getUsagePlan(
  input: Input<"GetUsagePlan">,
  context: OperationContext,
): Promise<Output<"GetUsagePlan">> {
  return findUsagePlan(context, input.usagePlanId);
}
