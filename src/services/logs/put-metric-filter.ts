// PutMetricFilter: makes a metric of what comes to a log group and matches a pattern. It looks at events that come
// from then on, whoever writes them.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
import { InvalidOperationException, StandardUnit } from "@aws-sdk/client-cloudwatch-logs";
import { Constraints } from "../../protocol/constraints.ts";
import type { FilterMetric } from "../../store/log-store.ts";
import type { OperationContext } from "../operation-context.ts";
import { groupByName } from "./log-group-tags.ts";
import { checkGroupName } from "./log-names.ts";
import { asked, invalidParameter, notThere, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";
import { checkFilterName, checkMetricName } from "./metric-filter-names.ts";

const PATTERN_LENGTH = { min: 0, max: 1024 };
const TRANSFORMATIONS = { min: 1, max: 1 };
const VALUE_LENGTH = { min: 1, max: 100 };
const DIMENSION_LENGTH = { min: 1, max: 255 };
const CRITERIA_LENGTH = { min: 0, max: 2000 };
/** "One metric filter can include as many as three dimensions." System fields "count toward the total". */
const DIMENSIONS_MAX = 3;
const SYSTEM_FIELDS = ["@aws.account", "@aws.region"];

type Transformation = LogsInput<"PutMetricFilter">["metricTransformations"][number];

export async function putMetricFilter(
  input: LogsInput<"PutMetricFilter">,
  context: OperationContext,
): Promise<LogsOutput<"PutMetricFilter">> {
  checkInput(input);
  const { logGroupName: groupName, filterName: name, filterPattern: pattern } = input;
  const [transformation] = input.metricTransformations;
  if (transformation === undefined) return {};
  const group = await groupByName(groupName, context);
  // "Metric filters are supported only for log groups in the Standard log class."
  if (group.groupClass !== "STANDARD") {
    const message = "Metric filters are supported only for log groups in the Standard log class.";
    throw new InvalidOperationException({ $metadata: {}, message });
  }
  if (input.fieldSelectionCriteria !== undefined && input.fieldSelectionCriteria !== "") {
    throw notThere("metric filters with fieldSelectionCriteria");
  }
  const metric = metricOf(transformation, input.emitSystemFieldDimensions ?? []);
  await asked(context.logs.putMetricFilter(context, { groupName, name, pattern, metric }));
  if (input.applyOnTransformedLogs === true) {
    context.logger.warn("applyOnTransformedLogs has no effect: there are no log transformers", {
      logGroup: groupName,
      metricFilter: name,
    });
  }
  return {};
}

function checkInput(input: LogsInput<"PutMetricFilter">): void {
  const constraints = checkGroupName(new Constraints(), input.logGroupName);
  checkFilterName(constraints, "filterName", input.filterName)
    .length("filterPattern", input.filterPattern, PATTERN_LENGTH)
    .length("metricTransformations", input.metricTransformations, TRANSFORMATIONS)
    .length("fieldSelectionCriteria", input.fieldSelectionCriteria, CRITERIA_LENGTH)
    .enumerationList("emitSystemFieldDimensions", input.emitSystemFieldDimensions, SYSTEM_FIELDS);
  for (const [index, transformation] of input.metricTransformations.entries()) {
    checkTransformation(constraints, `metricTransformations.${index + 1}.member`, transformation);
  }
  throwIfInvalid(constraints);
  for (const transformation of input.metricTransformations) {
    refuseTransformation(transformation, new Set(input.emitSystemFieldDimensions).size);
  }
}

function checkTransformation(
  constraints: Constraints,
  path: string,
  { metricName, metricNamespace, metricValue, unit, dimensions }: Transformation,
): void {
  checkMetricName(constraints, `${path}.metricName`, metricName);
  checkMetricName(constraints, `${path}.metricNamespace`, metricNamespace)
    .length(`${path}.metricValue`, metricValue, VALUE_LENGTH)
    .enumeration(`${path}.unit`, unit, Object.values(StandardUnit));
  for (const [name, field] of Object.entries(dimensions ?? {})) {
    constraints
      .length(`${path}.dimensions`, name, DIMENSION_LENGTH)
      .length(`${path}.dimensions`, field, DIMENSION_LENGTH);
  }
}

function refuseTransformation(transformation: Transformation, systemFieldCount: number): void {
  const { metricNamespace, defaultValue } = transformation;
  const dimensionCount = Object.keys(transformation.dimensions ?? {}).length + systemFieldCount;
  if (dimensionCount > 0 && defaultValue !== undefined) {
    throw invalidParameter(
      "Invalid metric transformation: dimensions and default value are mutually exclusive properties",
    );
  }
  if (dimensionCount > DIMENSIONS_MAX) {
    throw invalidParameter(
      `Invalid metric transformation: number of dimensions must not exceed ${DIMENSIONS_MAX}`,
    );
  }
  if (defaultValue !== undefined && !Number.isFinite(defaultValue)) {
    throw invalidParameter("Invalid metric transformation: default value is not a number");
  }
  if (/^AWS\//i.test(metricNamespace)) {
    throw invalidParameter(
      "Invalid metric transformation: namespaces starting with AWS/ are reserved for AWS",
    );
  }
}

function metricOf(
  { metricName, metricNamespace, metricValue, ...rest }: Transformation,
  systemFields: readonly string[],
): FilterMetric {
  return {
    namespace: metricNamespace,
    metricName,
    value: metricValue,
    unit: rest.unit ?? "",
    defaultValue: rest.defaultValue ?? null,
    dimensions: Object.entries(rest.dimensions ?? {}).map(([name, field]) => ({ name, field })),
    systemDimensions: [...new Set(systemFields)],
  };
}
