// A key's place in a usage plan, or the answer when it has none.
import type { UsagePlanKey } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findUsagePlan } from "./find-usage-plan.ts";
import { notFound } from "./rest-errors.ts";

/** The place; throws NotFoundException when the plan is not there or the key not in it. */
export async function findUsagePlanKey(
  context: OperationContext,
  usagePlanId: string,
  keyId: string,
): Promise<UsagePlanKey> {
  await findUsagePlan(context, usagePlanId);
  const body = await context.records.get("usage-plan-key", `${usagePlanId}/${keyId}`);
  // [I] wording
  if (body === undefined) throw notFound("Invalid Usage Plan Key ID specified");
  return body.usagePlanKey;
}
