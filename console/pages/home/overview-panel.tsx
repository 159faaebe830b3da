// What runs, counted, and how Postern itself is.
import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import { Details } from "../../commons/details.tsx";
import type { EndpointsReport } from "../../commons/endpoints.ts";
import { href } from "../../commons/href.ts";
import { fetchJson } from "../../commons/place.ts";
import { Status } from "../../commons/status.tsx";
import { useEvery } from "../../commons/use-every.ts";
import { type Loaded, useLoaded } from "../../commons/use-loaded.ts";
import { countTargets, countVpcLinks, type TargetCounts } from "./runs.ts";
import { useAfterPaint } from "./use-after-paint.ts";

interface Health {
  readonly status: "ok" | "degraded";
  readonly version: string;
  readonly telemetry?: {
    readonly lastError: string;
    readonly droppedLogEvents: number;
    readonly droppedMetricData: number;
    readonly journeysNotKept?: number;
  };
}

const HEALTH_MS = 10_000;
const COUNTS_MS = 15_000;

export function OverviewPanel(props: { readonly endpoints: Loaded<EndpointsReport> }): ReactNode {
  const { endpoints } = props;
  const health = useLoaded(() => fetchJson<Health>("/_postern/health"));
  useEvery(HEALTH_MS, health.reload);
  const isPainted = useAfterPaint(endpoints.value !== undefined);
  const balancers = endpoints.value?.loadBalancers ?? [];
  const unbound = balancers
    .flatMap(({ listeners }) => listeners)
    .filter(({ addresses }) => addresses.length === 0).length;
  return (
    <Container header={<Header variant="h2">What runs</Header>}>
      <SpaceBetween size="m">
        <HealthAlert health={health} />
        {endpoints.error === "" ? null : <Alert type="error">{endpoints.error}</Alert>}
        <Details
          columns={4}
          items={[
            {
              label: "APIs",
              value: <Count path="/apis" count={endpoints.value?.apis.length} />,
            },
            { label: "VPC links", value: isPainted ? <VpcLinkCount /> : "…" },
            {
              label: "Load balancers",
              value: (
                <>
                  <Count
                    path="/load-balancers"
                    count={endpoints.value === undefined ? undefined : balancers.length}
                  />
                  {unbound === 0 ? null : (
                    <StatusIndicator type="error">{unbound} listeners not bound</StatusIndicator>
                  )}
                </>
              ),
            },
            { label: "Unhealthy targets", value: isPainted ? <TargetCount /> : "…" },
            { label: "Postern", value: <Status value={health.value?.status} /> },
            { label: "Version", value: health.value?.version },
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}

function HealthAlert({ health }: { readonly health: Loaded<Health> }): ReactNode {
  if (health.error !== "") {
    return (
      <Alert type="error" header="Postern does not answer">
        {health.error}
      </Alert>
    );
  }
  if (health.value?.status !== "degraded") return null;
  const { telemetry } = health.value;
  return (
    <Alert type="warning" header="Postern is degraded: logs, metrics and traces are not kept">
      Traffic goes on. {telemetry?.lastError ?? ""} Left out so far:{" "}
      {telemetry?.droppedLogEvents ?? 0} log events, {telemetry?.droppedMetricData ?? 0} metric
      data, {telemetry?.journeysNotKept ?? 0} traces.
    </Alert>
  );
}

function Count(props: { readonly path: string; readonly count: number | undefined }): ReactNode {
  const { path, count } = props;
  return (
    <Link href={href(path)} fontSize="heading-l">
      {count ?? "…"}
    </Link>
  );
}

function VpcLinkCount(): ReactNode {
  const loaded = useLoaded(countVpcLinks);
  useEvery(COUNTS_MS, loaded.reload);
  if (loaded.error !== "" && loaded.value === undefined) return loaded.error;
  return <Count path="/vpc-links" count={loaded.value} />;
}

function TargetCount(): ReactNode {
  const loaded = useLoaded(countTargets);
  useEvery(COUNTS_MS, loaded.reload);
  if (loaded.error !== "" && loaded.value === undefined) return loaded.error;
  return (
    <>
      <Count path="/target-groups" count={loaded.value?.unhealthy} />
      <TargetsText counts={loaded.value} />
    </>
  );
}

function TargetsText({ counts }: { readonly counts: TargetCounts | undefined }): ReactNode {
  if (counts === undefined || counts.targets === 0) return null;
  const text = `of ${counts.targets} in ${counts.groups} target groups`;
  return (
    <div>
      {counts.unhealthy === 0 ? text : <StatusIndicator type="error">{text}</StatusIndicator>}
    </div>
  );
}
