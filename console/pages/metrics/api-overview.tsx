// The metrics of one API: requests, errors, latency. REST APIs are known to CloudWatch by name, HTTP APIs by id.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { apiGateway, apiGatewayV2 } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { MetricControls } from "./metric-controls.tsx";
import { readSeries } from "./metrics.ts";
import { apiCharts } from "./overview-charts.ts";
import { OverviewGrid } from "./overview-grid.tsx";
import { useMetricView } from "./use-metric-view.ts";

interface Api {
  readonly name: string;
  readonly isRest: boolean;
}

/** Looked for among the HTTP APIs, then among the REST APIs. */
async function findApi(apiId: string): Promise<Api> {
  const second = await apiGatewayV2();
  const httpApis = await everyPage(async (NextToken) => {
    const answer = await second.getApis({ MaxResults: "100", NextToken });
    return { items: answer.Items, next: answer.NextToken };
  });
  const httpApi = httpApis.find((one) => one.ApiId === apiId);
  if (httpApi !== undefined) return { name: httpApi.Name ?? apiId, isRest: false };
  const first = await apiGateway();
  const { name = apiId } = await first.getRestApi({ restApiId: apiId });
  return { name, isRest: true };
}

export function ApiOverview({ apiId }: { readonly apiId: string }): ReactNode {
  const view = useMetricView("1h", 10);
  const api = useLoaded(() => findApi(apiId), [apiId]);
  const { name = apiId, isRest = false } = api.value ?? {};
  const charts = api.value === undefined ? [] : apiCharts({ isRest, value: isRest ? name : apiId });
  const loaded = useLoaded(
    () =>
      readSeries(
        charts.flatMap(({ wishes }) => wishes),
        view.bounds(),
        view.periodSeconds,
      ),
    [view.key, api.value],
  );
  return (
    <Page
      title={`Metrics of ${name}`}
      parents={[
        { text: "APIs", href: href("/apis") },
        { text: name, href: href(`/apis/${isRest ? "rest" : "http"}/${apiId}`) },
      ]}
      actions={<Button href={href("/metrics")}>All metrics</Button>}
    >
      <SpaceBetween size="l">
        <MetricControls view={view} isLoading={loaded.isLoading} onRefresh={loaded.reload} />
        {api.error === "" ? null : <Alert type="error">{api.error}</Alert>}
        {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
        <OverviewGrid charts={charts} loaded={loaded} view={view} />
      </SpaceBetween>
    </Page>
  );
}
