// A usage plan by its id, or the answer when there is none.
import type { UsagePlan } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { notFound } from "./rest-errors.ts";

/** The plan; throws NotFoundException when there is none of that id. */
export async function findUsagePlan(
  context: OperationContext,
  usagePlanId: string,
): Promise<UsagePlan> {
  const body = await context.records.get("usage-plan", usagePlanId);
  if (body === undefined) throw notFound("Invalid Usage Plan ID specified");
  return body.usagePlan;
}
