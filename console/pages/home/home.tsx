// What runs, how it is, where to call it, and what has gone wrong lately.
import Grid from "@cloudscape-design/components/grid";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useRef } from "react";
import type { JourneySummary } from "../../../src/telemetry/journeys/journey-summary.ts";
import { loadEndpoints } from "../../commons/endpoints.ts";
import { Page } from "../../commons/page.tsx";
import { fetchJson } from "../../commons/place.ts";
import { useEvery } from "../../commons/use-every.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { FailuresPanel } from "./failures-panel.tsx";
import { FindingsPanel } from "./findings-panel.tsx";
import { FirstStepsPanel } from "./first-steps-panel.tsx";
import { InvokeUrlsPanel } from "./invoke-urls-panel.tsx";
import { OverviewPanel } from "./overview-panel.tsx";
import { TrafficPanel } from "./traffic-panel.tsx";

const FAILURES = 5;
const ENDPOINTS_MS = 10_000;
/** A journey is there a moment after its request is over; and failures may come in crowds. */
const FAILURES_AFTER_MS = 700;

async function loadFailures(): Promise<readonly JourneySummary[]> {
  const { journeys } = await fetchJson<{ readonly journeys: readonly JourneySummary[] }>(
    `/_postern/journeys?failed=true&limit=${FAILURES}`,
  );
  return journeys;
}

export function Home(): ReactNode {
  const endpoints = useLoaded(loadEndpoints);
  const failures = useLoaded(loadFailures);
  const timer = useRef(0);
  useEvery(ENDPOINTS_MS, endpoints.reload);
  const lookForFailures = () => {
    if (timer.current !== 0) return;
    timer.current = window.setTimeout(() => {
      timer.current = 0;
      failures.reload();
    }, FAILURES_AFTER_MS);
  };
  const report = endpoints.value;
  const isEmpty =
    report !== undefined && report.apis.length === 0 && report.loadBalancers.length === 0;
  return (
    <Page title="Home" description="Private integrations on this machine, as on AWS">
      <SpaceBetween size="l">
        {isEmpty ? <FirstStepsPanel /> : null}
        <OverviewPanel endpoints={endpoints} />
        <Grid
          gridDefinition={[{ colspan: { default: 12, s: 6 } }, { colspan: { default: 12, s: 6 } }]}
        >
          <TrafficPanel onError={lookForFailures} />
          <FailuresPanel failures={failures} />
        </Grid>
        <FindingsPanel />
        {isEmpty ? null : <InvokeUrlsPanel endpoints={endpoints} />}
      </SpaceBetween>
    </Page>
  );
}
