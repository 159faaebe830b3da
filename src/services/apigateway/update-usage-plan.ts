// UpdateUsagePlan: changes a plan by patches; the result has to keep the rules of a new one.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsagePlan.html
import type { OperationContext } from "../operation-context.ts";
import { findUsagePlan } from "./find-usage-plan.ts";
import type { Input, Output } from "./operation-types.ts";
import { applyPatchOperations, checkPatchOps } from "./patch-operations.ts";
import { USAGE_PLAN_PATHS } from "./usage-plan-paths.ts";
import { checkUsagePlan } from "./usage-plan-rules.ts";

export async function updateUsagePlan(
  input: Input<"UpdateUsagePlan">,
  context: OperationContext,
): Promise<Output<"UpdateUsagePlan">> {
  checkPatchOps("updateUsagePlanInput", input.patchOperations);
  const usagePlan = structuredClone(await findUsagePlan(context, input.usagePlanId));
  await applyPatchOperations(input.patchOperations, USAGE_PLAN_PATHS, usagePlan);
  await checkUsagePlan(context, usagePlan);
  context.records.put("usage-plan", input.usagePlanId, { usagePlan });
  return { ...usagePlan, tags: usagePlan.tags ?? {} };
}
