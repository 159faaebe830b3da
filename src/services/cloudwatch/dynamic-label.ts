// Dynamic values in labels: `${MAX}`, `${PROP('MetricName')}` and the like, replaced by what the line comes to.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/graph-dynamic-labels.html
import { aggregateOfSeries } from "./metric-math-aggregates.ts";
import type { DataQuery } from "./metric-data-query.ts";
import type { TimeSeries } from "./time-series.ts";

const PLACEHOLDER = /\$\{([A-Z_]+)(?:\(\s*['"]([^'"]*)['"]\s*\))?\}/g;

/** The label with every placeholder that is known replaced; others stay as they are. */
export function dynamicLabel(label: string, series: TimeSeries, query: DataQuery): string {
  if (!label.includes("${")) return label;
  return label.replaceAll(
    PLACEHOLDER,
    (whole: string, name: string, argument: string | undefined) =>
      (name === "PROP" ? property(argument ?? "", query) : figure(name, series)) ?? whole,
  );
}

function property(name: string, query: DataQuery): string | undefined {
  if (query.kind !== "metric") return undefined;
  const { identity } = query;
  switch (name) {
    case "MetricName":
      return identity.metricName;
    case "Namespace":
      return identity.namespace;
    case "Period":
      return String(query.periodSeconds);
    case "Stat":
      return query.statisticName;
    default:
      return identity.dimensions.find((dimension) => `Dim.${dimension.name}` === name)?.value;
  }
}

function figure(name: string, series: TimeSeries): string | undefined {
  switch (name) {
    case "LABEL":
      return series.label;
    case "AVG":
    case "MAX":
    case "MIN":
    case "SUM":
      return figureText(aggregateOfSeries(name, series), series);
    case "DATAPOINT_COUNT":
      return String(series.points.size);
    case "FIRST":
    case "LAST": {
      const values = [...series.points.values()];
      return figureText(values.at(name === "FIRST" ? 0 : -1) ?? NaN, series);
    }
    default:
      return undefined;
  }
}

function figureText(value: number, { points }: TimeSeries): string {
  // AWS writes a dash where there is no value. [I]
  return points.size === 0 ? "--" : String(Number(value.toPrecision(6)));
}
