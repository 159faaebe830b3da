// GetUsagePlans: the plans of the account in this region, or those that a key belongs to, in pages.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlans.html
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getUsagePlans(
  input: Input<"GetUsagePlans">,
  context: OperationContext,
): Promise<Output<"GetUsagePlans">> {
  let records = await context.records.list("usage-plan");
  if (input.keyId !== undefined) {
    const places = await context.records.list("usage-plan-key");
    const placeIds = new Set(places.map((place) => place.id));
    records = records.filter((record) => placeIds.has(`${record.id}/${input.keyId}`));
  }
  return pageOf(records, input, (record) => record.body.usagePlan);
}
