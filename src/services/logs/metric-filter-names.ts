// Names of metric filters and of the metrics that they make: what they may be.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html
import type { Constraints } from "../../protocol/constraints.ts";

const FILTER_NAME_LENGTH = { min: 1, max: 512 };
const METRIC_NAME_LENGTH = { min: 1, max: 255 };
const FILTER_NAME = /[^:*]*/;
const METRIC_NAME = /[^:*$]*/;

export function checkFilterName(
  constraints: Constraints,
  path: string,
  name: string | undefined,
): Constraints {
  return constraints.length(path, name, FILTER_NAME_LENGTH).pattern(path, name, FILTER_NAME);
}

/** Of a metric or a namespace. */
export function checkMetricName(
  constraints: Constraints,
  path: string,
  name: string | undefined,
): Constraints {
  return constraints.length(path, name, METRIC_NAME_LENGTH).pattern(path, name, METRIC_NAME);
}
