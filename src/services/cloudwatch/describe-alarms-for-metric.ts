// DescribeAlarmsForMetric: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { OperationContext } from "../operation-context.ts";
import { metricIdentity } from "./metric-identity.ts";
import type { Input, Output } from "./operation-types.ts";

/** Alarms on the metric alone and those on metric math in which it is used. */
export async function describeAlarmsForMetric(
  input: Input<"DescribeAlarmsForMetric">,
  { records }: OperationContext,
): Promise<Output<"DescribeAlarmsForMetric">> {
  const all = await records.list("metric-alarm");
  return { MetricAlarms: all.map(({ body }) => body.alarm).filter((each) => watches(each, input)) };
}

function watches(alarm: MetricAlarm, input: Input<"DescribeAlarmsForMetric">): boolean {
  const wanted = JSON.stringify(metricIdentity(input));
  const uses =
    alarm.Metrics === undefined
      ? [
          {
            metric: alarm,
            stat: alarm.Statistic ?? alarm.ExtendedStatistic,
            period: alarm.Period,
            unit: alarm.Unit,
          },
        ]
      : alarm.Metrics.flatMap(({ MetricStat: used }) =>
          used?.Metric === undefined
            ? []
            : [{ metric: used.Metric, stat: used.Stat, period: used.Period, unit: used.Unit }],
        );
  const statistic = input.Statistic ?? input.ExtendedStatistic;
  return uses.some(
    ({ metric, stat, period, unit }) =>
      JSON.stringify(metricIdentity(metric)) === wanted &&
      (statistic === undefined || stat === statistic) &&
      (input.Period === undefined || period === input.Period) &&
      (input.Unit === undefined || unit === input.Unit),
  );
}
