// The newest journeys, live.
import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import type { JourneySummary } from "../../../src/telemetry/journeys/journey-summary.ts";
import { href } from "../../commons/href.ts";
import { fetchJson } from "../../commons/place.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { clockTime, decisionTitle, hopName, milliseconds, pathOf, words } from "./journey-text.ts";
import { LiveState, OlderButton, PauseButton } from "./live-bar.tsx";
import { StatusCode } from "./status-code.tsx";
import { type LiveSource, type RowsPage, useLiveRows } from "./use-live-rows.ts";

const PAGE_ROWS = 50;

const SOURCE: Omit<LiveSource<JourneySummary>, "query"> = {
  load: loadJourneys,
  streamPath: "/_postern/journeys/stream",
  eventName: "journey",
  idOf: ({ id }) => id,
  startOf: ({ startedAtMs }) => startedAtMs,
};

async function loadJourneys(
  query: string,
  before: number | null,
): Promise<RowsPage<JourneySummary>> {
  const parameters = new URLSearchParams(query);
  parameters.set("limit", String(PAGE_ROWS));
  if (before !== null) parameters.set("before", String(before));
  const { journeys, next } = await fetchJson<{
    readonly journeys: readonly JourneySummary[];
    readonly next: number | null;
  }>(`/_postern/journeys?${parameters.toString()}`);
  return { rows: journeys, next };
}

export function JourneyTable({ query }: { readonly query: string }): ReactNode {
  const rows = useLiveRows<JourneySummary>({ ...SOURCE, query });
  return (
    <SpaceBetween size="m">
      <ResourceTable<JourneySummary>
        title="Journeys"
        itemName="journey"
        loaded={rows.loaded}
        description={<LiveState rows={rows} />}
        actions={[<PauseButton key="pause" rows={rows} />]}
        columns={[
          {
            id: "time",
            header: "Time",
            sortingField: "startedAtMs",
            cell: ({ startedAtMs }) => clockTime(startedAtMs),
          },
          {
            id: "request",
            header: "Request",
            isRowHeader: true,
            sortingField: "target",
            cell: ({ id, method, target }) => (
              <Link href={href(`/traces/${id}`)}>
                {method} {pathOf(target)}
              </Link>
            ),
          },
          {
            id: "status",
            header: "Status",
            sortingField: "status",
            cell: ({ status }) => <StatusCode status={status} />,
          },
          {
            id: "way",
            header: "Way",
            cell: ({ hops }) => hops.map(({ kind, name }) => hopName(kind, name)).join(" → "),
          },
          { id: "failed", header: "Failed at", cell: (journey) => <FailedAt journey={journey} /> },
          {
            id: "duration",
            header: "Duration",
            sortingField: "durationMs",
            cell: ({ durationMs }) => milliseconds(durationMs),
          },
        ]}
        textOf={(journey) =>
          `${journey.method} ${journey.target} ${journey.host} ${journey.status} ${journey.id} ${journey.requestId} ${journey.traceId} ${journey.hops.map(({ name }) => name).join(" ")} ${journey.failedAt?.failure ?? ""}`
        }
        idOf={({ id }) => id}
      />
      <OlderButton rows={rows} />
    </SpaceBetween>
  );
}

function FailedAt({ journey }: { readonly journey: JourneySummary }): ReactNode {
  const { failedAt, hops } = journey;
  if (failedAt === null) return "–";
  const hop = hops.findLast(({ kind }) => kind === failedAt.kind);
  return (
    <>
      <StatusIndicator type="error">
        {hop === undefined ? failedAt.kind : hopName(hop.kind, hop.name)}:{" "}
        {decisionTitle(failedAt.decision)}
      </StatusIndicator>
      <Box color="text-body-secondary">{words(failedAt.failure)}</Box>
    </>
  );
}
