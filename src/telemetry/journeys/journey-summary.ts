// A journey as a list shows it: what was asked, what came of it, and which way it went.
import type { FailureKind } from "../../base/failure.ts";
import type { HopKind, Journey, JourneyHop } from "./journey.ts";

export interface JourneySummary {
  readonly id: string;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly reason: Journey["reason"];
  readonly method: string;
  readonly target: string;
  readonly host: string;
  readonly clientAddress: string;
  readonly status: number;
  readonly requestId: string;
  readonly traceId: string;
  /** In the order in which the request came to them. */
  readonly hops: readonly {
    readonly kind: HopKind;
    readonly resource: string;
    readonly name: string;
    readonly status: number;
  }[];
  readonly failedAt: {
    readonly kind: HopKind;
    readonly resource: string;
    readonly decision: string;
    readonly failure: FailureKind;
    readonly detail: string;
  } | null;
}

export function summarizeJourney(journey: Journey): JourneySummary {
  const { id, startedAtMs, durationMs, reason, status, requestId, traceId, failedAt } = journey;
  const { method, target, host, clientAddress } = journey.request;
  const at =
    failedAt === null ? null : { failure: failedAt.failure.kind, detail: failedAt.failure.detail };
  return {
    id,
    startedAtMs,
    durationMs,
    reason,
    method,
    target,
    host,
    clientAddress,
    status,
    requestId,
    traceId,
    hops: hopsOf(journey.way).map(({ kind, resource, name, status: answered }) => ({
      kind,
      resource,
      name,
      status: answered,
    })),
    failedAt:
      failedAt === null || at === null
        ? null
        : { kind: failedAt.kind, resource: failedAt.resource, decision: failedAt.decision, ...at },
  };
}

/** All hops, the first one first. */
export function hopsOf(way: JourneyHop): JourneyHop[] {
  return [way, ...way.next.flatMap((next) => hopsOf(next))];
}
