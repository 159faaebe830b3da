// DeleteUsagePlan: deletes a plan that no stage belongs to any more.
// https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlan.html
import type { OperationContext } from "../operation-context.ts";
import { findUsagePlan } from "./find-usage-plan.ts";
import type { Input, Output } from "./operation-types.ts";
import { badRequest } from "./rest-errors.ts";

export async function deleteUsagePlan(
  input: Input<"DeleteUsagePlan">,
  context: OperationContext,
): Promise<Output<"DeleteUsagePlan">> {
  const plan = await findUsagePlan(context, input.usagePlanId);
  if ((plan.apiStages ?? []).length > 0) {
    // Seen in clients' reports.
    throw badRequest(
      `Cannot delete Usage Plan ${plan.id} because there are API Stages associated with it`,
    );
  }
  for (const kind of ["usage-plan-key", "api-key-usage"] as const) {
    for (const { id } of await context.records.list(kind, `${input.usagePlanId}/`)) {
      context.records.delete(kind, id);
    }
  }
  context.records.delete("usage-plan", input.usagePlanId);
  return {};
}
