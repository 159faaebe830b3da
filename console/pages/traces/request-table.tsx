// The newest requests of all hops, live: what a hop got and answered, a row each.
import Link from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import type { RecentRequest } from "../../../src/telemetry/requests/recent-request.ts";
import { href } from "../../commons/href.ts";
import { fetchJson } from "../../commons/place.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { clockTime, milliseconds, words } from "./journey-text.ts";
import { LiveState, PauseButton } from "./live-bar.tsx";
import { StatusCode } from "./status-code.tsx";
import { type LiveSource, type RowsPage, useLiveRows } from "./use-live-rows.ts";

const ROWS = 500;

const SOURCE: Omit<LiveSource<RecentRequest>, "query"> = {
  load: loadRequests,
  streamPath: "/_postern/requests/stream",
  eventName: "request",
  idOf: requestKey,
  startOf: ({ atMs }) => atMs,
};

/** Requests have no id of their own; no two of a hop start and end in the same microsecond for one client. */
function requestKey({ hop, resource, atMs, durationMs, client, path }: RecentRequest): string {
  return `${atMs} ${durationMs} ${hop} ${resource} ${client} ${path}`;
}

/** All that there are: the ring of the newest has no pages. */
async function loadRequests(query: string): Promise<RowsPage<RecentRequest>> {
  const parameters = new URLSearchParams(query);
  parameters.set("limit", String(ROWS));
  const { requests } = await fetchJson<{ readonly requests: readonly RecentRequest[] }>(
    `/_postern/requests?${parameters.toString()}`,
  );
  return { rows: requests, next: null };
}

const HOPS: Readonly<Record<RecentRequest["hop"], string>> = {
  "http-api": "HTTP API",
  "rest-api": "REST API",
  alb: "ALB",
  nlb: "NLB",
};

export function RequestTable({ query }: { readonly query: string }): ReactNode {
  const rows = useLiveRows<RecentRequest>({ ...SOURCE, query });
  return (
    <ResourceTable<RecentRequest>
      title="Requests"
      itemName="request"
      loaded={rows.loaded}
      description={<LiveState rows={rows} />}
      actions={[<PauseButton key="pause" rows={rows} />]}
      columns={[
        {
          id: "time",
          header: "Time",
          sortingField: "atMs",
          cell: ({ atMs }) => clockTime(atMs),
        },
        {
          id: "hop",
          header: "Hop",
          sortingField: "name",
          cell: ({ hop, name }) => `${HOPS[hop]} ${name}`,
        },
        {
          id: "request",
          header: "Request",
          isRowHeader: true,
          sortingField: "path",
          cell: (request) => <RequestLink request={request} />,
        },
        {
          id: "status",
          header: "Status",
          sortingField: "status",
          cell: ({ status }) => <StatusCode status={status} />,
        },
        { id: "route", header: "Route or rule", cell: ({ route }) => (route === "" ? "–" : route) },
        {
          id: "target",
          header: "Target",
          cell: ({ target, targetStatus }) =>
            target === "" ? "–" : `${target}${targetStatus === 0 ? "" : ` (${targetStatus})`}`,
        },
        {
          id: "failure",
          header: "Failure",
          cell: ({ failure, failureDetail }) =>
            failure === null
              ? "–"
              : `${words(failure)}${failureDetail === "" ? "" : `: ${failureDetail}`}`,
        },
        {
          id: "classification",
          header: "Desync",
          cell: ({ classification, classificationReason }) =>
            classification === "" ? "–" : `${classification} ${classificationReason}`,
        },
        {
          id: "duration",
          header: "Duration",
          sortingField: "durationMs",
          cell: ({ durationMs }) => milliseconds(durationMs),
        },
      ]}
      textOf={(request) =>
        `${request.method} ${request.path} ${request.host} ${request.name} ${request.status} ${request.route} ${request.target} ${request.failure ?? ""} ${request.requestId} ${request.classificationReason}`
      }
      idOf={requestKey}
    />
  );
}

/** Leads to the journey where there may be one: the request was followed, or it failed. */
function RequestLink({ request }: { readonly request: RecentRequest }): ReactNode {
  const { journeyId, requestId, status, failure, method, path } = request;
  const text = `${method} ${path}`;
  if (journeyId !== "") return <Link href={href(`/traces/${journeyId}`)}>{text}</Link>;
  const mayBeKept = (status >= 400 || status === 0 || failure !== null) && requestId !== "";
  if (!mayBeKept) return text;
  return <Link href={href(`/traces/by-request/${encodeURIComponent(requestId)}`)}>{text}</Link>;
}
