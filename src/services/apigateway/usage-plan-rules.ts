// The rules that a usage plan has to keep, whether it is being created or updated: its stages exist, and its limits
// make sense. Wordings [I] unless said otherwise.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
import type {
  ApiStage,
  QuotaSettings,
  ThrottleSettings,
  UsagePlan,
} from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { badRequest, notFound } from "./rest-errors.ts";

/** The last offset that a period may have. */
const OFFSET_MAX = { DAY: 0, WEEK: 6, MONTH: 27 } as const;

/** AWS's order is not known [I]. */
export const QUOTA_PERIODS = ["WEEK", "DAY", "MONTH"] as const;

/** Throws when AWS would not take the plan as it would be afterwards. */
export async function checkUsagePlan(context: OperationContext, plan: UsagePlan): Promise<void> {
  if ((plan.name ?? "").trim() === "") throw badRequest("Usage Plan name cannot be blank");
  if (plan.throttle !== undefined) checkThrottle(plan.throttle);
  if (plan.quota !== undefined) checkQuota(plan.quota);
  const seen = new Set<string>();
  for (const apiStage of plan.apiStages ?? []) {
    const key = await checkApiStage(context, plan, apiStage);
    if (seen.has(key)) throw badRequest(`API Stage ${key} is specified more than once`);
    seen.add(key);
    for (const throttle of Object.values(apiStage.throttle ?? {})) checkThrottle(throttle);
  }
}

/** AWS's own wordings, recorded; for a plan that is being created the last one names no plan [I]. */
async function checkApiStage(
  context: OperationContext,
  plan: UsagePlan,
  { apiId = "", stage = "" }: ApiStage,
): Promise<string> {
  if (apiId === "" || stage === "") throw badRequest("Invalid API Stage specified");
  if ((await context.records.get("rest-stage", `${apiId}/${stage}`)) === undefined) {
    throw notFound(
      `Invalid API Stage {api: ${apiId}, stage: ${stage}} specified for usageplan ${plan.id}`,
    );
  }
  return `${apiId}:${stage}`;
}

function checkThrottle({ burstLimit = 0, rateLimit = 0 }: ThrottleSettings): void {
  if (!Number.isInteger(burstLimit) || burstLimit < 0) {
    throw badRequest("Usage Plan burst limit must be a whole number of at least 0");
  }
  if (!(rateLimit >= 0)) throw badRequest("Usage Plan rate limit must be at least 0");
}

function checkQuota({ limit, offset = 0, period }: QuotaSettings): void {
  if (limit === undefined || !Number.isInteger(limit) || limit < 1) {
    throw badRequest("Usage Plan quota limit must be a whole number of at least 1");
  }
  if (period === undefined) throw badRequest("Usage Plan quota period must be specified");
  if (!Number.isInteger(offset) || offset < 0 || offset > OFFSET_MAX[period]) {
    throw badRequest("Usage Plan quota offset must be within the quota period");
  }
}
