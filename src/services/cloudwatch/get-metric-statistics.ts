// GetMetricStatistics: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
import type { Datapoint } from "@aws-sdk/client-cloudwatch";
import type { MetricPoint } from "../../store/metric-store.ts";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { invalidCombination, invalidValue, missingParameter } from "./cloudwatch-errors.ts";
import { metricIdentity } from "./metric-identity.ts";
import { isPeriod, roundedStart } from "../../store/metric-math/metric-period.ts";
import type { Input, Output } from "./operation-types.ts";
import { STANDARD_UNITS } from "./standard-units.ts";
import { statisticValue } from "../../store/metric-math/statistic-value.ts";
import {
  BASIC_STATISTICS,
  parseStatistic,
  type Statistic,
} from "../../store/metric-math/statistic.ts";

const DATAPOINTS_MAX = 1440;
/** As AWS lists them. */
const SHOWN_STATISTICS = "Sum, Maximum, Minimum, SampleCount, Average";

export async function getMetricStatistics(
  input: Input<"GetMetricStatistics">,
  context: OperationContext,
): Promise<Output<"GetMetricStatistics">> {
  const { Period: periodSeconds, MetricName } = input;
  checkInput(input);
  const extended = (input.ExtendedStatistics ?? []).map((name) => extendedStatistic(name));
  const startMs = roundedStart(input.StartTime.getTime(), context.clock.nowMs(), periodSeconds);
  const endMs = input.EndTime.getTime();
  const count = Math.ceil((endMs - startMs) / (periodSeconds * 1000));
  if (count > DATAPOINTS_MAX) {
    throw invalidCombination(
      `You have requested up to ${grouped(count)} datapoints, which exceeds the limit of ${grouped(DATAPOINTS_MAX)}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  }
  const points = await context.metrics.read(context.records.scope, {
    identity: metricIdentity(input),
    unit: input.Unit ?? null,
    startMs,
    endMs,
    periodSeconds,
  });
  const basic = (input.Statistics ?? []).map((name): [string, Statistic] => [
    name,
    { kind: "basic", name },
  ]);
  return {
    Label: MetricName,
    Datapoints: points.flatMap((point) => datapoint(point, basic, extended) ?? []),
  };
}

function checkInput(input: Input<"GetMetricStatistics">): void {
  const { Statistics = [], ExtendedStatistics = [], Period } = input;
  new Constraints()
    .range("period", Period, { min: 1 })
    .length("statistics", input.Statistics, { min: 1, max: 5 })
    .length("extendedStatistics", input.ExtendedStatistics, { min: 1, max: 10 })
    .throwIfViolated();
  for (const [index, statistic] of Statistics.entries()) {
    if (BASIC_STATISTICS.includes(statistic)) continue;
    throw invalidValue(
      `The parameter Statistics.member.${index + 1} must be a value in the set [ ${SHOWN_STATISTICS} ].`,
    );
  }
  if (input.EndTime.getTime() === input.StartTime.getTime()) {
    throw invalidValue("The parameter StartTime must not equal parameter EndTime.");
  }
  if (input.EndTime < input.StartTime) {
    throw invalidValue("The parameter StartTime must be less than the parameter EndTime.");
  }
  if (input.Unit !== undefined && !STANDARD_UNITS.includes(input.Unit)) {
    throw invalidValue(
      `The parameter Unit must be a value in the set [ ${STANDARD_UNITS.join(", ")} ].`,
    );
  }
  if (!isPeriod(Period)) {
    throw invalidValue(
      Period < 60
        ? `The value ${Period} for parameter Period is invalid: it must be 1, 5, 10, 20, 30 or a multiple of 60.`
        : "The parameter Period must be a multiple of 60.",
    );
  }
  if (Statistics.length === 0 && ExtendedStatistics.length === 0) {
    throw missingParameter("Must specify either Statistics or ExtendedStatistics");
  }
  if (Statistics.length > 0 && ExtendedStatistics.length > 0) {
    throw invalidCombination(
      "The parameters Statistics and ExtendedStatistics are mutually exclusive and you have specified both.",
    );
  }
}

function extendedStatistic(name: string): [string, Statistic] {
  const statistic = parseStatistic(name);
  if (statistic === undefined || statistic.kind === "basic") {
    throw invalidValue(`The value ${name} for parameter ExtendedStatistics is not supported.`);
  }
  return [name, statistic];
}

/** 1441 → 1,441. */
function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

function datapoint(
  point: MetricPoint,
  basic: readonly [string, Statistic][],
  extended: readonly [string, Statistic][],
): Datapoint | undefined {
  const figures = figuresOf(point, basic);
  const extendedFigures = figuresOf(point, extended);
  // A period that cannot say any of them is none.
  if (figures.size + extendedFigures.size === 0) return undefined;
  return {
    Timestamp: new Date(point.startMs),
    ...Object.fromEntries(figures),
    ...(extended.length === 0
      ? {}
      : { ExtendedStatistics: Object.fromEntries(extendedFigures) as Record<string, number> }),
    Unit: point.unit as Datapoint["Unit"],
  };
}

function figuresOf(
  point: MetricPoint,
  statistics: readonly [string, Statistic][],
): Map<string, number> {
  const figures = new Map<string, number>();
  for (const [name, statistic] of statistics) {
    const value = statisticValue(statistic, point);
    if (value !== undefined) figures.set(name, value);
  }
  return figures;
}
