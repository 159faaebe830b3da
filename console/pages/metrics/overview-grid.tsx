// The charts of an overview beside each other, each with its total and the way to its metrics.
import Box from "@cloudscape-design/components/box";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import { href } from "../../commons/href.ts";
import type { Loaded } from "../../commons/use-loaded.ts";
import { MetricChart } from "./metric-chart.tsx";
import { metricsText, metricText } from "./metric-name.ts";
import { figure, isCount, type Series, type SeriesSet, total, type Wish } from "./metrics.ts";
import type { OverviewChart } from "./overview-charts.ts";
import type { MetricView } from "./use-metric-view.ts";

export interface OverviewGridProps {
  readonly charts: readonly OverviewChart[];
  readonly loaded: Loaded<SeriesSet>;
  readonly view: MetricView;
}

export function OverviewGrid({ charts, loaded, view }: OverviewGridProps): ReactNode {
  return (
    <ColumnLayout columns={2} minColumnWidth={300}>
      {charts.map((chart) => (
        <Container
          key={chart.title}
          header={
            <Header
              variant="h2"
              actions={
                <Link
                  href={metricsAddress(chart, view)}
                  ariaLabel={`View in metrics: ${chart.title}`}
                >
                  View in metrics
                </Link>
              }
            >
              {chart.title}
            </Header>
          }
        >
          <Totals chart={chart} loaded={loaded} />
          <ChartOf chart={chart} loaded={loaded} />
        </Container>
      ))}
    </ColumnLayout>
  );
}

/** One chart out of what was loaded for all. */
export function ChartOf(props: {
  readonly chart: OverviewChart;
  readonly loaded: Loaded<SeriesSet>;
}): ReactNode {
  const { chart, loaded } = props;
  return (
    <MetricChart
      title={chart.title}
      unit={chart.unit}
      height={180}
      loaded={loaded}
      includes={(series) => belongsTo(series, chart)}
    />
  );
}

/** "ELB 4xx: 3, ELB 5xx: 0" over the whole range; nothing where figures cannot be added up. */
function Totals(props: {
  readonly chart: OverviewChart;
  readonly loaded: Loaded<SeriesSet>;
}): ReactNode {
  const { chart, loaded } = props;
  const counted = (loaded.value?.series ?? []).filter(
    (series) => belongsTo(series, chart) && isCount(series.statistic),
  );
  if (counted.length === 0) return null;
  return (
    <Box color="text-body-secondary">
      {counted.map((series) => `${series.label}: ${figure(total(series) ?? 0)}`).join(", ")}
    </Box>
  );
}

export function belongsTo(series: Series, chart: OverviewChart): boolean {
  return chart.wishes.some((wish) => keyOf(wish) === keyOf(series));
}

function keyOf({ metric, statistic }: Wish): string {
  return `${metricText(metric)} ${statistic}`;
}

function metricsAddress({ wishes }: OverviewChart, { query }: MetricView): string {
  const metrics = [...new Map(wishes.map(({ metric }) => [metricText(metric), metric])).values()];
  const params = new URLSearchParams({ metrics: metricsText(metrics) });
  params.set("statistic", wishes[0]?.statistic ?? "Sum");
  for (const name of ["range", "period"]) {
    const value = query.get(name);
    if (value !== null) params.set(name, value);
  }
  return href(`/metrics?${params.toString()}`);
}
