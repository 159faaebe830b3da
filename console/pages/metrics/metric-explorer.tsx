// All metrics: found by namespace and dimensions, chosen, and drawn in one chart.
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { GraphedMetrics } from "./graphed-metrics.tsx";
import { MetricBrowser } from "./metric-browser.tsx";
import { MetricChart } from "./metric-chart.tsx";
import { MetricControls } from "./metric-controls.tsx";
import { metricLabel, metricsOf, metricsText, type MetricName } from "./metric-name.ts";
import { readSeries } from "./metrics.ts";
import { useMetricView } from "./use-metric-view.ts";

export function MetricExplorer(): ReactNode {
  const view = useMetricView("1h", 0);
  const { query, statistic, periodSeconds } = view;
  const text = query.get("metrics");
  const chosen = metricsOf(text);
  const choose = (metrics: readonly MetricName[]) =>
    query.change({ metrics: metrics.length === 0 ? null : metricsText(metrics) });
  const loaded = useLoaded(
    () =>
      readSeries(
        chosen.map((metric) => ({ metric, statistic, label: metricLabel(metric) })),
        view.bounds(),
        periodSeconds,
      ),
    [view.key, text],
  );
  return (
    <Page
      title="Metrics"
      description="What load balancers and APIs count and measure, and what was sent by PutMetricData"
      actions={<Button href={href("/metrics/alarms")}>Alarms</Button>}
    >
      <SpaceBetween size="l">
        <Container
          header={
            <SpaceBetween size="s">
              <Header variant="h2">
                {chosen.length === 0
                  ? "No metrics chosen"
                  : `${chosen.length} metric${chosen.length === 1 ? "" : "s"}`}
              </Header>
              <MetricControls
                view={view}
                isLoading={loaded.isLoading}
                onRefresh={loaded.reload}
                withStatistic
              />
            </SpaceBetween>
          }
        >
          <MetricChart title="Chosen metrics" loaded={loaded} height={300} />
        </Container>
        {chosen.length === 0 ? null : (
          <GraphedMetrics loaded={loaded} chosen={chosen} onChoose={choose} />
        )}
        <MetricBrowser query={query} chosen={chosen} onChoose={choose} />
      </SpaceBetween>
    </Page>
  );
}
