// UpdateUsage: gives the holder of a key more of the quota, by saying how many requests are to be left today.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsage.html
import type { OperationContext } from "../operation-context.ts";
import { findUsagePlan } from "./find-usage-plan.ts";
import { findUsagePlanKey } from "./find-usage-plan-key.ts";
import { dailyUsage, NO_USAGE, quotaLeft } from "./get-usage.ts";
import type { Input, Output } from "./operation-types.ts";
import { applyPatchOperations, checkPatchOps, type PatchTable } from "./patch-operations.ts";
import { integerValue } from "./patch-values.ts";
import { dayOf } from "../../store/quota-period.ts";
import { badRequest } from "./rest-errors.ts";

interface Draft {
  remaining: number;
}

const PATHS: PatchTable<Draft> = {
  refusal: "listed",
  paths: [
    {
      path: "/remaining",
      ops: ["replace"],
      apply: (draft, patch) => {
        draft.remaining = integerValue(patch);
        // [I] wording
        if (draft.remaining < 0) throw badRequest("Remaining quota must be at least 0");
      },
    },
  ],
};

export async function updateUsage(
  input: Input<"UpdateUsage">,
  context: OperationContext,
): Promise<Output<"UpdateUsage">> {
  checkPatchOps("updateUsageInput", input.patchOperations);
  const { usagePlanId, keyId } = input;
  const { quota } = await findUsagePlan(context, usagePlanId);
  await findUsagePlanKey(context, usagePlanId, keyId);
  // [I] wording
  if (quota === undefined) throw badRequest(`Usage Plan ${usagePlanId} has no quota`);
  const id = `${usagePlanId}/${keyId}`;
  const before = (await context.records.get("api-key-usage", id)) ?? NO_USAGE;
  const today = dayOf(context.clock.nowMs());
  const left = quotaLeft(quota, before, today);
  const draft = { remaining: Math.max(0, left) };
  await applyPatchOperations(input.patchOperations, PATHS, draft);
  const extraQuota = before.extraQuota + draft.remaining - left;
  const usage = { usedByDay: before.usedByDay, extraQuota };
  context.records.put("api-key-usage", id, usage);
  return {
    usagePlanId,
    startDate: today,
    endDate: today,
    items: Object.fromEntries([[keyId, dailyUsage([today], quota, usage)]]),
  };
}
