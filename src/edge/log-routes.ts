// /_postern/requests: the newest requests of all hops, and those that come.
import {
  matchesRecentRequest,
  type RecentRequest,
  type RecentRequestQuery,
} from "../telemetry/requests/recent-request.ts";
import type { FeedListener, FeedSubscription } from "../telemetry/requests/live-feed.ts";
import { jsonMessage } from "./answer.ts";
import type { EventStreamAnswer } from "./event-streams.ts";
import type { PosternRoute } from "./postern-route.ts";
import { QueryParameters } from "./query-parameters.ts";

export interface RequestActions {
  /** Newest first. */
  list(query: RecentRequestQuery): readonly RecentRequest[];
  subscribe(listener: FeedListener<RecentRequest>): FeedSubscription;
}

const LIMIT = 100;
const LIMIT_MAX = 1_000;
const FILTERS = ["api", "stage", "load-balancer", "status", "failed", "method", "path"];

export function logRoutes(requests: RequestActions): PosternRoute[] {
  return [
    {
      method: "GET",
      path: /^\/_postern\/requests$/,
      handle: async ({ rawQuery }) => {
        const parameters = new QueryParameters(rawQuery, [...FILTERS, "since", "limit"]);
        return jsonMessage(200, { requests: requests.list(requestQuery(parameters)) });
      },
    },
    {
      method: "GET",
      path: /^\/_postern\/requests\/stream$/,
      handle: async ({ rawQuery }) => streamRequests(requests, rawQuery),
    },
  ];
}

function streamRequests(requests: RequestActions, rawQuery: string): EventStreamAnswer {
  const query = requestQuery(new QueryParameters(rawQuery, FILTERS));
  return {
    openEvents: (sink) =>
      requests.subscribe({
        onItem(request) {
          if (matchesRecentRequest(request, query)) sink.event("request", request);
        },
        onDropped: (count) => sink.event("dropped", { count }),
      }),
  };
}

function requestQuery(parameters: QueryParameters): RecentRequestQuery {
  return {
    apiId: parameters.text("api"),
    stage: parameters.text("stage"),
    loadBalancer: parameters.text("load-balancer"),
    status: parameters.status(),
    failed: parameters.flag("failed"),
    method: parameters.method(),
    path: parameters.text("path"),
    sinceMs: parameters.time("since"),
    limit: parameters.limit(LIMIT, LIMIT_MAX),
  };
}
