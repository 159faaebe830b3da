// Side by side: how many requests did not comply with RFC 9112, and what the load balancer's mode does with them.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { Fragment, type ReactNode } from "react";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import type { Loaded } from "../../commons/use-loaded.ts";
import { figure, type SeriesSet, total } from "./metrics.ts";
import { DESYNC_METRIC, type OverviewChart } from "./overview-charts.ts";
import { belongsTo, ChartOf } from "./overview-grid.tsx";
import { effectOf } from "./read-desync-mode.ts";

export interface DesyncPanelProps {
  readonly arn: string;
  readonly chart: OverviewChart;
  readonly loaded: Loaded<SeriesSet>;
  /** "monitor", "defensive" or "strictest". */
  readonly mode: Loaded<string | undefined>;
}

export function DesyncPanel({ arn, chart, loaded, mode }: DesyncPanelProps): ReactNode {
  const series = loaded.value?.series.find((one) => belongsTo(one, chart));
  const count = series === undefined ? undefined : (total(series) ?? 0);
  return (
    <Container
      header={
        <Header variant="h2" description={<MetricNameText />}>
          Desync mitigation
        </Header>
      }
    >
      <ColumnLayout columns={2} minColumnWidth={300} borders="vertical">
        <SpaceBetween size="xs">
          <Box variant="awsui-key-label">{chart.title}</Box>
          <div data-testid="desync-count">
            <Box variant="awsui-value-large">{figure(count)}</Box>
          </div>
          <ChartOf chart={chart} loaded={loaded} />
        </SpaceBetween>
        <ModeOf arn={arn} mode={mode} hasRequests={(count ?? 0) > 0} />
      </ColumnLayout>
    </Container>
  );
}

/** Long as it is, it may be broken behind each of its words. */
function MetricNameText(): ReactNode {
  return DESYNC_METRIC.split("_").map((word, at) => (
    <Fragment key={word}>
      {at === 0 ? null : "_"}
      <wbr />
      {word}
    </Fragment>
  ));
}

interface ModeOfProps {
  readonly arn: string;
  readonly mode: Loaded<string | undefined>;
  readonly hasRequests: boolean;
}

function ModeOf({ arn, mode, hasRequests }: ModeOfProps): ReactNode {
  if (mode.error !== "") return <Alert type="error">{mode.error}</Alert>;
  if (mode.value === undefined) return <Spinner />;
  const effect = effectOf(mode.value);
  return (
    <SpaceBetween size="xs">
      <Box variant="awsui-key-label">Desync mitigation mode</Box>
      <div data-testid="desync-mode">
        <Box variant="awsui-value-large">{effect.name}</Box>
      </div>
      <Box>{effect.text}</Box>
      <Link href={href(`/load-balancers/${encodeURIComponent(arn)}/attributes`)}>
        Edit desync mitigation mode
      </Link>
      <Details columns={3} items={effect.fates} />
      {hasRequests && mode.value === "strictest" ? (
        <Alert type="warning">
          In this mode the requests counted here were answered with 400 and never reached a target.
        </Alert>
      ) : null}
    </SpaceBetween>
  );
}
