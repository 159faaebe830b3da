// GetUsagePlanKeys: the keys in a plan, those whose name begins as asked, in pages.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKeys.html
import type { OperationContext } from "../operation-context.ts";
import { findUsagePlan } from "./find-usage-plan.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getUsagePlanKeys(
  input: Input<"GetUsagePlanKeys">,
  context: OperationContext,
): Promise<Output<"GetUsagePlanKeys">> {
  await findUsagePlan(context, input.usagePlanId);
  const { nameQuery = "" } = input;
  const records = await context.records.list("usage-plan-key", `${input.usagePlanId}/`);
  const named = records.filter(({ body }) => (body.usagePlanKey.name ?? "").startsWith(nameQuery));
  return pageOf(named, input, (record) => record.body.usagePlanKey);
}
