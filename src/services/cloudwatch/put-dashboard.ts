// PutDashboard: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
import type { OperationContext } from "../operation-context.ts";
import { withTags } from "./cloudwatch-tags.ts";
import { checkDashboardBody, checkDashboardName } from "./dashboard-rules.ts";
import type { Input, Output } from "./operation-types.ts";

/** Makes the dashboard or replaces its whole body. */
export async function putDashboard(
  input: Input<"PutDashboard">,
  { records, clock }: OperationContext,
): Promise<Output<"PutDashboard">> {
  checkDashboardName(input.DashboardName);
  checkDashboardBody(input.DashboardBody);
  const before = await records.get("dashboard", input.DashboardName);
  records.put("dashboard", input.DashboardName, {
    body: input.DashboardBody,
    lastModified: new Date(clock.nowMs()),
    tags: before?.tags ?? withTags({}, input.Tags),
  });
  return { DashboardValidationMessages: [] };
}
