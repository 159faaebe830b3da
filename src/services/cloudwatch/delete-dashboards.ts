// DeleteDashboards: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteDashboards.html
import { DashboardNotFoundError } from "@aws-sdk/client-cloudwatch";
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";

/** All of them or, when one is not there, none. */
export async function deleteDashboards(
  { DashboardNames }: Input<"DeleteDashboards">,
  { records }: OperationContext,
): Promise<Output<"DeleteDashboards">> {
  const missing: string[] = [];
  for (const name of new Set(DashboardNames)) {
    if ((await records.get("dashboard", name)) === undefined) missing.push(name);
    records.delete("dashboard", name);
  }
  if (missing.length > 0) {
    const message = `The specified dashboard does not exist. [${missing.join(", ")}]`;
    throw new DashboardNotFoundError({ $metadata: {}, message });
  }
  return {};
}
