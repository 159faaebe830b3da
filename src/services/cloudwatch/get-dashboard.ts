// GetDashboard: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetDashboard.html
import { DashboardNotFoundError } from "@aws-sdk/client-cloudwatch";
import type { OperationContext } from "../operation-context.ts";
import { dashboardArn } from "./cloudwatch-arns.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getDashboard(
  { DashboardName }: Input<"GetDashboard">,
  { records }: OperationContext,
): Promise<Output<"GetDashboard">> {
  const dashboard = await records.get("dashboard", DashboardName);
  if (dashboard === undefined) {
    const message = `Dashboard ${DashboardName} does not exist`;
    throw new DashboardNotFoundError({ $metadata: {}, message });
  }
  return {
    DashboardArn: dashboardArn(records.scope, DashboardName),
    DashboardBody: dashboard.body,
    DashboardName,
  };
}
