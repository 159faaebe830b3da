// Failures that journeys bear witness to and that still stand: of all requests of one method and path only the newest
// counts, so that what has been mended since is not told again.
import type { FailureKind } from "../base/failure.ts";
import type { Journey, JourneyHop } from "../telemetry/journeys/journey.ts";
import { hopsOf } from "../telemetry/journeys/journey-summary.ts";
import type { Evidence } from "./evidence.ts";
import type { Way } from "./ways.ts";

export interface StandingFailure {
  readonly journey: Journey;
  /** The hop whose own failure it was. */
  readonly hop: JourneyHop;
  readonly kind: FailureKind;
}

/** Failures of these kinds, newest first. */
export function standingFailures(
  { journeys }: Evidence,
  kinds: ReadonlySet<FailureKind>,
): StandingFailure[] {
  const seen = new Set<string>();
  const found: StandingFailure[] = [];
  for (const journey of journeys) {
    const { method, target } = journey.request;
    const key = `${journey.way.resource} ${method} ${target.split("?")[0] ?? ""}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const hop of hopsOf(journey.way)) {
      const kind = hop.failure?.kind;
      if (kind !== undefined && kinds.has(kind)) found.push({ journey, hop, kind });
    }
  }
  return found;
}

/** The way that a gateway's hop took; undefined when it came to no integration that is known. */
export function wayOfHop(ways: readonly Way[], hop: JourneyHop): Way | undefined {
  const stage = hop.steps.find((step) => step.decision === "stage")?.resource ?? "";
  return ways.find(
    (way) =>
      way.apiId === hop.resource &&
      (stage === "" || stage.endsWith(`/stages/${way.stageName}`)) &&
      hop.steps.some((step) => step.resource.endsWith(integrationSuffix(way))),
  );
}

/** How ARNs of the way's integration end. */
function integrationSuffix({ api, integration }: Way): string {
  if (api.kind === "http") return `/integrations/${integration.id}`;
  const [resourceId = "", httpMethod = ""] = integration.id.split("/");
  return `/resources/${resourceId}/methods/${httpMethod}/integration`;
}
