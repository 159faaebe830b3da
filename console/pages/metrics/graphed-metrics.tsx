// The chosen metrics in figures, and what can be done with each: take it away, make an alarm of it.
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import type { Loaded } from "../../commons/use-loaded.ts";
import { dimensionSetOf, metricsText, metricText, type MetricName } from "./metric-name.ts";
import { figure, isCount, type Series, type SeriesSet, total } from "./metrics.ts";

export interface GraphedMetricsProps {
  readonly loaded: Loaded<SeriesSet>;
  readonly chosen: readonly MetricName[];
  readonly onChoose: (metrics: readonly MetricName[]) => void;
}

export function GraphedMetrics({ loaded, chosen, onChoose }: GraphedMetricsProps): ReactNode {
  const remove = (metric: MetricName) =>
    onChoose(chosen.filter((one) => metricText(one) !== metricText(metric)));
  return (
    <ResourceTable
      title="Graphed metrics"
      itemName="graphed metric"
      loaded={{ ...loaded, value: loaded.value?.series, error: "" }}
      textOf={(series) => metricText(series.metric)}
      idOf={(series) => metricText(series.metric)}
      actions={[
        <Button key="clear" onClick={() => onChoose([])}>
          Clear graph
        </Button>,
      ]}
      columns={[
        {
          id: "label",
          header: "Label",
          sortingField: "label",
          isRowHeader: true,
          cell: ({ label }) => label,
        },
        {
          id: "details",
          header: "Details",
          cell: ({ metric }) => `${metric.namespace} • ${dimensionSetOf(metric)}`,
        },
        { id: "statistic", header: "Statistic", cell: ({ statistic }) => statistic },
        { id: "latest", header: "Latest", cell: latest },
        { id: "total", header: "Total", cell: (series) => totalText(series) },
        {
          id: "actions",
          header: "Actions",
          cell: ({ metric, statistic }) => (
            <SpaceBetween direction="horizontal" size="xxs">
              <Button
                variant="inline-link"
                ariaLabel={`Create alarm for ${metric.name}`}
                href={href(
                  `/metrics/alarms/create?metric=${encodeURIComponent(metricsText([metric]))}&statistic=${statistic}`,
                )}
              >
                Create alarm
              </Button>
              <Button
                variant="inline-link"
                ariaLabel={`Remove ${metricText(metric)}`}
                onClick={() => remove(metric)}
              >
                Remove
              </Button>
            </SpaceBetween>
          ),
        },
      ]}
    />
  );
}

function latest({ points }: Series): string {
  return figure(points.at(-1)?.value);
}

/** Only counts can be added up over periods. */
function totalText(series: Series): string {
  return isCount(series.statistic) ? figure(total(series)) : "–";
}
