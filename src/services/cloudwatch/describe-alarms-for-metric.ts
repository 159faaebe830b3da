// DescribeAlarmsForMetric: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html
import { StandardUnit, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { Constraints } from "../../protocol/constraints.ts";
import { BASIC_STATISTICS } from "../../store/metric-math/statistic.ts";
import type { OperationContext } from "../operation-context.ts";
import { metricIdentity } from "./metric-identity.ts";
import type { Input, Output } from "./operation-types.ts";

/** Alarms on the metric alone: neither those on metric math in which it is used nor composite alarms. */
export async function describeAlarmsForMetric(
  input: Input<"DescribeAlarmsForMetric">,
  { records }: OperationContext,
): Promise<Output<"DescribeAlarmsForMetric">> {
  new Constraints()
    .length("metricName", input.MetricName, { min: 1, max: 255 })
    .length("namespace", input.Namespace, { min: 1, max: 255 })
    .enumeration("statistic", input.Statistic, BASIC_STATISTICS)
    .length("dimensions", input.Dimensions, { max: 30 })
    .range("period", input.Period, { min: 1 })
    .enumeration("unit", input.Unit, Object.values(StandardUnit))
    .throwIfViolated();
  const all = await records.list("metric-alarm");
  const identity = JSON.stringify(metricIdentity(input));
  return {
    MetricAlarms: all
      .map(({ body }) => body.alarm)
      .filter((alarm) => watches(alarm, identity) && isAsked(alarm, input)),
  };
}

function watches(alarm: MetricAlarm, identity: string): boolean {
  return alarm.Metrics === undefined && JSON.stringify(metricIdentity(alarm)) === identity;
}

function isAsked(alarm: MetricAlarm, input: Input<"DescribeAlarmsForMetric">): boolean {
  const { Statistic, ExtendedStatistic, Period, Unit } = input;
  return (
    (Statistic === undefined || alarm.Statistic === Statistic) &&
    (ExtendedStatistic === undefined || alarm.ExtendedStatistic === ExtendedStatistic) &&
    (Period === undefined || alarm.Period === Period) &&
    (Unit === undefined || alarm.Unit === Unit)
  );
}
