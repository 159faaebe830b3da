// The live rate of requests and of errors, with a line of the last five minutes.
import Box from "@cloudscape-design/components/box";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { RecentRequest } from "../../../src/telemetry/requests/recent-request.ts";
import { href } from "../../commons/href.ts";
import { fetchJson } from "../../commons/place.ts";
import { useEventBatches } from "../../commons/use-event-batches.ts";
import { useEvery } from "../../commons/use-every.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { SparkLine } from "./spark-line.tsx";
import {
  counted,
  isApiRequest,
  isError,
  lineOf,
  NO_TRAFFIC,
  ratesOf,
  SLICE_MS,
  SLICES,
  type Slice,
  type Traffic,
} from "./traffic.ts";

const REQUESTS_MAX = 1_000;

interface Both {
  readonly apis: Traffic;
  readonly balancers: Traffic;
}

const NOTHING: Both = { apis: NO_TRAFFIC, balancers: NO_TRAFFIC };

function countedBoth({ apis, balancers }: Both, requests: readonly RecentRequest[]): Both {
  const nowMs = Date.now();
  return {
    apis: counted(apis, requests.filter(isApiRequest), nowMs),
    balancers: counted(
      balancers,
      requests.filter((request) => !isApiRequest(request)),
      nowMs,
    ),
  };
}

/** When it was over; lists and streams have requests in this order. */
function endOf({ atMs, durationMs }: RecentRequest): number {
  return atMs + durationMs;
}

function loadLastMinutes(): Promise<{ readonly requests: readonly RecentRequest[] }> {
  const since = Date.now() - SLICE_MS * SLICES;
  return fetchJson(`/_postern/requests?limit=${REQUESTS_MAX}&since=${since}`);
}

/** `onError` when requests failed: what lists failures may want to look again. */
export function TrafficPanel({ onError }: { readonly onError: () => void }): ReactNode {
  const [traffic, setTraffic] = useState(NOTHING);
  const [nowMs, setNowMs] = useState(() => Date.now());
  const [dropped, setDropped] = useState(0);
  const past = useLoaded(loadLastMinutes);
  const countedUntilMs = useRef(0);
  useEffect(() => {
    const { value } = past;
    if (value === undefined) return;
    // What there was is counted afresh, so that nothing counts twice after a break.
    countedUntilMs.current = Math.max(0, ...value.requests.map(endOf));
    setTraffic(countedBoth(NOTHING, value.requests));
  }, [past.value]);
  const state = useEventBatches<RecentRequest>("/_postern/requests/stream", "request", {
    onBatch: (requests, left) => {
      const fresh = requests.filter((request) => endOf(request) > countedUntilMs.current);
      setTraffic((before) => countedBoth(before, fresh));
      setDropped((before) => before + left);
      setNowMs(Date.now());
      if (requests.some(isError)) onError();
    },
    onOpen: past.reload,
  });
  useEvery(SLICE_MS, () => setNowMs(Date.now()));
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            state === "broken" ? (
              <StatusIndicator type="error">Not live: the connection is broken</StatusIndicator>
            ) : (
              `The last half minute, and a line of five minutes${dropped === 0 ? "" : `; ${dropped} came too fast to be counted`}`
            )
          }
          actions={<Link href={href("/traces/requests")}>Requests</Link>}
        >
          Traffic
        </Header>
      }
    >
      <ColumnLayout columns={2} variant="text-grid">
        <Figures title="APIs" line={lineOf(traffic.apis, nowMs)} />
        <Figures title="Load balancers" line={lineOf(traffic.balancers, nowMs)} />
      </ColumnLayout>
    </Container>
  );
}

/** A single request in half a minute is not none. */
function rateText(perSecond: number): string {
  if (perSecond > 0 && perSecond < 0.05) return "< 0.1";
  return perSecond.toFixed(perSecond < 10 ? 1 : 0);
}

function Figures(props: { readonly title: string; readonly line: readonly Slice[] }): ReactNode {
  const { title, line } = props;
  const { perSecond, errorShare } = ratesOf(line);
  const all = line.reduce((sum, { count }) => sum + count, 0);
  const errors = line.reduce((sum, slice) => sum + slice.errors, 0);
  const share = errorShare === null ? "no requests" : `${Math.round(errorShare * 100)} % errors`;
  return (
    <div role="group" aria-label={`Traffic of ${title}`}>
      <Box variant="awsui-key-label">{title}</Box>
      <Box variant="p" padding={{ bottom: "xxs" }}>
        {rateText(perSecond)} requests/s,{" "}
        <Box
          variant="span"
          color={errorShare === null || errorShare === 0 ? "inherit" : "text-status-error"}
        >
          {share}
        </Box>
      </Box>
      <SparkLine
        line={line}
        label={`${title} in the last five minutes: ${all} requests, ${errors} errors`}
      />
    </div>
  );
}
