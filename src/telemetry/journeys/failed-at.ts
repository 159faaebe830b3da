// Where a request failed: the decision farthest from the client that explains what the client got. A gateway that
// passes a load balancer's 503 on did not fail; a load balancer whose client went away did not either, when that
// client was a gateway that had waited long enough.
import type { FailureKind } from "../../base/failure.ts";
import type { Journey, JourneyHop } from "./journey.ts";

/** What a hop sees when the hop before it gives up. */
const CONSEQUENCES: ReadonlySet<FailureKind> = new Set<FailureKind>([
  "client-closed",
  "client-reset",
  "client-idle-timeout",
  "request-body-timeout",
]);

/** Null when nothing failed, or what failed was made good (another target answered). */
export function failedAt(way: JourneyHop, status: number): Journey["failedAt"] {
  if (status > 0 && status < 400 && way.failure === null) return null;
  return farthest(way, false);
}

function farthest(hop: JourneyHop, failedBefore: boolean): Journey["failedAt"] {
  const own = ownFailure(hop);
  // The last one sent on is the one whose answer counted.
  for (const next of hop.next.toReversed()) {
    const behind = farthest(next, failedBefore || own !== null);
    if (behind !== null) return behind;
  }
  return own !== null && failedBefore && CONSEQUENCES.has(own.failure.kind) ? null : own;
}

function ownFailure(hop: JourneyHop): Journey["failedAt"] {
  const { kind } = hop;
  const failed =
    hop.failure === null
      ? undefined
      : (hop.steps.findLast((step) => step.failure === hop.failure) ??
        hop.steps.findLast((step) => step.failure !== null));
  if (failed !== undefined && failed.failure !== null) {
    const { resource, decision, failure } = failed;
    return { kind, resource: resource === "" ? hop.resource : resource, decision, failure };
  }
  if (hop.failure === null) return null;
  return { kind, resource: hop.resource, decision: "answer", failure: hop.failure };
}
