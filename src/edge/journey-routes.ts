// /_postern/journeys: what happened to a request, a list of what happened, and what happens now.
import { matchesJourney, type JourneyQuery } from "../telemetry/journeys/journey-query.ts";
import { summarizeJourney, type JourneySummary } from "../telemetry/journeys/journey-summary.ts";
import type { Journey } from "../telemetry/journeys/journey.ts";
import type { FeedListener, FeedSubscription } from "../telemetry/requests/live-feed.ts";
import { jsonMessage } from "./answer.ts";
import type { EventStreamAnswer } from "./event-streams.ts";
import type { PosternAnswer, PosternRoute } from "./postern-route.ts";
import { QueryParameters } from "./query-parameters.ts";

export interface JourneyActions {
  find(id: string): Promise<Journey | undefined>;
  /** By API Gateway's request id or extended request id, or X-Amzn-Trace-Id. */
  findByRequestId(requestId: string): Promise<Journey | undefined>;
  /** Newest first. */
  list(query: JourneyQuery): Promise<readonly JourneySummary[]>;
  subscribe(listener: FeedListener<Journey>): FeedSubscription;
}

const LIMIT = 50;
const LIMIT_MAX = 200;
const FILTERS = [
  "api",
  "stage",
  "load-balancer",
  "listener",
  "target-group",
  "resource",
  "status",
  "failed",
  "method",
  "path",
];

export function journeyRoutes(journeys: JourneyActions): PosternRoute[] {
  const summaries = new Summaries();
  return [
    {
      method: "GET",
      path: /^\/_postern\/journeys$/,
      handle: async ({ rawQuery }) => listJourneys(journeys, rawQuery),
    },
    {
      method: "GET",
      path: /^\/_postern\/journeys\/stream$/,
      handle: async ({ rawQuery }) => streamJourneys(journeys, rawQuery, summaries),
    },
    {
      method: "GET",
      path: /^\/_postern\/journeys\/by-request\/([^/]{1,512})$/,
      handle: async (_message, [, encoded = ""]) => {
        const requestId = decoded(encoded);
        return found(await journeys.findByRequestId(requestId), `request "${requestId}"`);
      },
    },
    {
      method: "GET",
      path: /^\/_postern\/journeys\/(jrn-[a-z2-7]{1,64})$/,
      handle: async (_message, [, id = ""]) => found(await journeys.find(id), `id ${id}`),
    },
  ];
}

async function listJourneys(journeys: JourneyActions, rawQuery: string): Promise<PosternAnswer> {
  const query = journeyQuery(
    new QueryParameters(rawQuery, [...FILTERS, "since", "before", "limit"]),
  );
  const listed = await journeys.list(query);
  // What `before` must be to get those after; null when there are no more.
  const next = listed.length < query.limit ? null : (listed.at(-1)?.startedAtMs ?? null);
  return jsonMessage(200, { journeys: listed, next });
}

/** Each event is a journey's summary; the whole of it can be had by its id. */
/** The same summary for all streams. */
class Summaries {
  readonly #made = new WeakMap<Journey, JourneySummary>();

  of(journey: Journey): JourneySummary {
    let summary = this.#made.get(journey);
    if (summary === undefined) {
      summary = summarizeJourney(journey);
      this.#made.set(journey, summary);
    }
    return summary;
  }
}

function streamJourneys(
  journeys: JourneyActions,
  rawQuery: string,
  summaries: Summaries,
): EventStreamAnswer {
  const query = journeyQuery(new QueryParameters(rawQuery, FILTERS));
  return {
    openEvents: (sink) =>
      journeys.subscribe({
        onItem(journey) {
          if (matchesJourney(journey, query)) sink.event("journey", summaries.of(journey));
        },
        onDropped: (count) => sink.event("dropped", { count }),
      }),
  };
}

function journeyQuery(parameters: QueryParameters): JourneyQuery {
  const loadBalancer = parameters.text("load-balancer");
  const isArn = loadBalancer?.startsWith("arn:") === true;
  const touched = [
    parameters.text("resource"),
    parameters.text("listener"),
    parameters.text("target-group"),
    isArn ? loadBalancer : null,
    parameters.text("api"),
  ].filter((resource) => resource !== null);
  return {
    resource: touched[0] ?? null,
    alsoTouched: touched.slice(1),
    loadBalancerName: isArn ? null : loadBalancer,
    stage: parameters.text("stage"),
    status: parameters.status(),
    failed: parameters.flag("failed"),
    method: parameters.method(),
    path: parameters.text("path"),
    sinceMs: parameters.time("since"),
    beforeMs: parameters.time("before"),
    limit: parameters.limit(LIMIT, LIMIT_MAX),
  };
}

function found(journey: Journey | undefined, what: string): PosternAnswer {
  if (journey !== undefined) return jsonMessage(200, journey);
  const message = `There is no journey of ${what}: it was not followed, did not fail, or is too long ago`;
  return jsonMessage(404, { message });
}

/** As it stands where it is not percent-encoded properly. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
