// DeleteMetricFilter: the filter goes; the metric keeps what it has.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteMetricFilter.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkGroupName } from "./log-names.ts";
import { asked, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";
import { checkFilterName } from "./metric-filter-names.ts";

export async function deleteMetricFilter(
  { logGroupName, filterName }: LogsInput<"DeleteMetricFilter">,
  context: OperationContext,
): Promise<LogsOutput<"DeleteMetricFilter">> {
  const constraints = checkGroupName(new Constraints(), logGroupName);
  throwIfInvalid(checkFilterName(constraints, "filterName", filterName));
  await asked(context.logs.deleteMetricFilter(context, logGroupName, filterName));
  return {};
}
