// DescribeMetricFilters: the metric filters of a group or of all groups, by name; or those that make a metric.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html
import type { MetricFilter, StandardUnit } from "@aws-sdk/client-cloudwatch-logs";
import { Constraints } from "../../protocol/constraints.ts";
import type { LogMetricFilter } from "../../store/log-store.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkGroupName } from "./log-names.ts";
import { asked, invalidParameter, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";
import { checkFilterName, checkMetricName } from "./metric-filter-names.ts";

const PAGE_MAX = 50;

export async function describeMetricFilters(
  input: LogsInput<"DescribeMetricFilters">,
  context: OperationContext,
): Promise<LogsOutput<"DescribeMetricFilters">> {
  const { logGroupName, metricName, metricNamespace, limit = PAGE_MAX } = input;
  checkInput(input);
  const page = await asked(
    context.logs.listMetricFilters(context, {
      groupName: logGroupName ?? null,
      // "CloudWatch Logs uses the value that you set here only if you also include the logGroupName parameter".
      namePrefix: logGroupName === undefined ? "" : (input.filterNamePrefix ?? ""),
      metric:
        metricName === undefined || metricNamespace === undefined
          ? null
          : { namespace: metricNamespace, metricName },
      after: input.nextToken ?? null,
      limit,
    }),
  );
  return {
    metricFilters: page.items.map(described),
    ...(page.next === null ? {} : { nextToken: page.next }),
  };
}

function checkInput(input: LogsInput<"DescribeMetricFilters">): void {
  const { metricName, metricNamespace } = input;
  const constraints = checkGroupName(new Constraints(), input.logGroupName);
  checkFilterName(constraints, "filterNamePrefix", input.filterNamePrefix)
    .length("nextToken", input.nextToken, { min: 1 })
    .range("limit", input.limit, { min: 1, max: PAGE_MAX });
  checkMetricName(constraints, "metricName", metricName);
  throwIfInvalid(checkMetricName(constraints, "metricNamespace", metricNamespace));
  if ((metricName === undefined) !== (metricNamespace === undefined)) {
    throw invalidParameter("metricName and metricNamespace must be specified together.");
  }
}

function described({
  name,
  groupName,
  pattern,
  createdAtMs,
  metric,
}: LogMetricFilter): MetricFilter {
  const { defaultValue, unit, systemDimensions } = metric;
  const dimensions = Object.fromEntries(metric.dimensions.map((one) => [one.name, one.field]));
  return {
    filterName: name,
    filterPattern: pattern,
    metricTransformations: [
      {
        metricName: metric.metricName,
        metricNamespace: metric.namespace,
        metricValue: metric.value,
        ...(defaultValue === null ? {} : { defaultValue }),
        ...(metric.dimensions.length === 0 ? {} : { dimensions }),
        ...(unit === "" ? {} : { unit: unit as StandardUnit }),
      },
    ],
    creationTime: createdAtMs,
    logGroupName: groupName,
    applyOnTransformedLogs: false,
    ...(systemDimensions.length === 0 ? {} : { emitSystemFieldDimensions: [...systemDimensions] }),
  };
}
