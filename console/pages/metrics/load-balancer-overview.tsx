// The metrics of one load balancer; on Application Load Balancers with the count of requests that do not comply side
// by side with the mode that decides what becomes of them.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { DesyncPanel } from "./desync-panel.tsx";
import { MetricControls } from "./metric-controls.tsx";
import { readSeries } from "./metrics.ts";
import { desyncChart, isApplication, loadBalancerCharts } from "./overview-charts.ts";
import { OverviewGrid } from "./overview-grid.tsx";
import { readDesyncMode } from "./read-desync-mode.ts";
import { useMetricView } from "./use-metric-view.ts";

export function LoadBalancerOverview({ arn }: { readonly arn: string }): ReactNode {
  const view = useMetricView("1h", 10);
  const hasMode = isApplication(arn);
  const charts = loadBalancerCharts(arn);
  const desync = desyncChart(arn);
  const wishes = [...charts, ...(hasMode ? [desync] : [])].flatMap((chart) => chart.wishes);
  const loaded = useLoaded(
    () => readSeries(wishes, view.bounds(), view.periodSeconds),
    [view.key, arn],
  );
  const mode = useLoaded(async () => (hasMode ? readDesyncMode(arn) : undefined), [arn]);
  const name = arn.split("/")[2] ?? arn;
  const detail = href(`/load-balancers/${encodeURIComponent(arn)}`);
  const refresh = () => {
    loaded.reload();
    mode.reload();
  };
  return (
    <Page
      title={`Metrics of ${name}`}
      parents={[
        { text: "Load balancers", href: href("/load-balancers") },
        { text: name, href: detail },
      ]}
      actions={<Button href={href("/metrics")}>All metrics</Button>}
    >
      <SpaceBetween size="l">
        <MetricControls view={view} isLoading={loaded.isLoading} onRefresh={refresh} />
        {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
        {hasMode ? <DesyncPanel arn={arn} chart={desync} loaded={loaded} mode={mode} /> : null}
        <OverviewGrid charts={charts} loaded={loaded} view={view} />
      </SpaceBetween>
    </Page>
  );
}
