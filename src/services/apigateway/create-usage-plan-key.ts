// CreateUsagePlanKey: lets the holder of a key make use of a plan.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlanKey.html
import type { UsagePlan, UsagePlanKey } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findApiKey } from "./find-api-key.ts";
import { findUsagePlan } from "./find-usage-plan.ts";
import type { Input, Output } from "./operation-types.ts";
import { badRequest, conflict } from "./rest-errors.ts";

export async function createUsagePlanKey(
  input: Input<"CreateUsagePlanKey">,
  context: OperationContext,
): Promise<Output<"CreateUsagePlanKey">> {
  const { usagePlanId, keyId, keyType } = input;
  const plan = await findUsagePlan(context, usagePlanId);
  // [I] wording
  if (keyType !== "API_KEY") throw badRequest("Invalid key type specified. Must be API_KEY");
  const apiKey = await findApiKey(context, keyId);
  await checkOtherPlans(context, plan, keyId);
  const usagePlanKey: UsagePlanKey = { id: keyId, type: keyType };
  if (apiKey.value !== undefined) usagePlanKey.value = apiKey.value;
  if (apiKey.name !== undefined) usagePlanKey.name = apiKey.name;
  context.records.put("usage-plan-key", `${usagePlanId}/${keyId}`, { usagePlanKey });
  return usagePlanKey;
}

/** A key may be in several plans, but in one only for each stage. Wordings [I]. */
async function checkOtherPlans(
  context: OperationContext,
  plan: UsagePlan,
  keyId: string,
): Promise<void> {
  const stages = new Set(plan.apiStages?.map(({ apiId, stage }) => `${apiId}:${stage}`));
  for (const { id } of await context.records.list("usage-plan-key")) {
    if (!id.endsWith(`/${keyId}`)) continue;
    const otherId = id.slice(0, -keyId.length - 1);
    if (otherId === plan.id) throw conflict("Usage Plan Key already exists for this Usage Plan");
    const other = await context.records.get("usage-plan", otherId);
    for (const { apiId, stage } of other?.usagePlan.apiStages ?? []) {
      if (!stages.has(`${apiId}:${stage}`)) continue;
      throw conflict(
        `API Key ${keyId} is already in Usage Plan ${otherId} for API Stage ${apiId}:${stage}`,
      );
    }
  }
}
