// Journeys for the tests of rules that look at them: one hop, or a gateway's and a load balancer's, and what failed.
import { failure, type FailureKind } from "../base/failure.ts";
import type { HopKind, Journey, JourneyHop } from "../telemetry/journeys/journey.ts";

export interface HopWords {
  readonly kind: HopKind;
  readonly resource: string;
  readonly failure?: FailureKind;
  readonly durationMs?: number;
  /** ARNs or ids that its steps are about, by decision. */
  readonly steps?: Readonly<Record<string, string>>;
  /** Of the step "connection". */
  readonly reused?: boolean;
  readonly next?: HopWords;
}

/** The hop with a step per decision that is named. */
export function hopOf(words: HopWords): JourneyHop {
  const { kind, resource, durationMs = 0, steps = {}, next } = words;
  return {
    kind,
    resource,
    name: resource,
    startedAtMs: 0,
    durationMs,
    status: 0,
    steps: Object.entries(steps).map(([decision, about]) => ({
      decision,
      atMs: 0,
      durationMs: 0,
      resource: about,
      loadBalancerArn: "",
      summary: "",
      evidence: decision === "connection" ? { reused: words.reused === true } : {},
      failure: null,
    })),
    failure: words.failure === undefined ? null : failure(words.failure),
    next: next === undefined ? [] : [hopOf(next)],
  };
}

/** A journey of a request for `target` that the client got `status` for. */
export function journeyOf(
  way: HopWords,
  request: {
    readonly target?: string;
    readonly status?: number;
    readonly headers?: readonly (readonly [string, string])[];
  } = {},
): Journey {
  return {
    id: "j1",
    startedAtMs: 0,
    durationMs: 0,
    reason: "kept",
    request: {
      method: "GET",
      target: request.target ?? "/pets",
      host: "api.example.com",
      clientAddress: "127.0.0.1",
      headers: request.headers ?? [],
    },
    status: request.status ?? 500,
    requestId: "",
    traceId: "",
    way: hopOf(way),
    failedAt: null,
  };
}
