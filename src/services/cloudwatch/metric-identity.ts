// Metrics in AWS's form and in the store's: the same, but for names and the order of dimensions.
import type { Dimension, Metric } from "@aws-sdk/client-cloudwatch";
import type { MetricIdentity } from "../../store/metric-store.ts";

/** The identity of a metric as an operation was given it. */
export function metricIdentity(metric: {
  readonly Namespace?: string | undefined;
  readonly MetricName?: string | undefined;
  readonly Dimensions?: readonly Dimension[] | undefined;
}): MetricIdentity {
  const dimensions = (metric.Dimensions ?? []).map(({ Name = "", Value = "" }) => ({
    name: Name,
    value: Value,
  }));
  return {
    namespace: metric.Namespace ?? "",
    metricName: metric.MetricName ?? "",
    dimensions: dimensions.toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name))),
  };
}

/** The metric as AWS shows it. */
export function shownMetric({ namespace, metricName, dimensions }: MetricIdentity): Metric {
  return {
    Namespace: namespace,
    MetricName: metricName,
    Dimensions: dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
  };
}
