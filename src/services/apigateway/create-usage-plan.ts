// CreateUsagePlan: how much the holders of keys may ask of which stages.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlan.html
import type { UsagePlan } from "@aws-sdk/client-api-gateway";
import { alphanumericId } from "../../base/ids.ts";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { newTags } from "./rest-tags.ts";
import { checkUsagePlan, QUOTA_PERIODS } from "./usage-plan-rules.ts";

export async function createUsagePlan(
  input: Input<"CreateUsagePlan">,
  context: OperationContext,
): Promise<Output<"CreateUsagePlan">> {
  new Constraints()
    .enumeration("createUsagePlanInput.quota.period", input.quota?.period, QUOTA_PERIODS)
    .throwIfViolated();
  const usagePlan: UsagePlan = {
    id: alphanumericId(6),
    name: input.name,
    apiStages: input.apiStages ?? [],
  };
  if (input.description !== undefined) usagePlan.description = input.description;
  if (input.quota !== undefined) usagePlan.quota = { offset: 0, ...input.quota };
  if (input.throttle !== undefined) usagePlan.throttle = input.throttle;
  const tags = newTags(input.tags);
  if (tags !== undefined) usagePlan.tags = tags;
  await checkUsagePlan(context, usagePlan);
  context.records.put("usage-plan", usagePlan.id ?? "", { usagePlan });
  return usagePlan;
}
