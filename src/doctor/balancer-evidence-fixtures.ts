// Evidence about a load balancer, as tests make it up: a metric's sum, and a request of which it decided something.
import { failure } from "../base/failure.ts";
import type { Journey } from "../telemetry/journeys/journey.ts";
import type { Evidence, MetricEvidence } from "./evidence.ts";

export function metricOf(resource: string, metricName: string, sum: number): MetricEvidence {
  return { resource, metricName, sum, sinceMs: 0 };
}

/** A request that came through an API to the load balancer, which decided that about it. */
export function journeyThrough(
  loadBalancerArn: string,
  seen: {
    readonly decision: string;
    readonly evidence: Readonly<Record<string, unknown>>;
    readonly isBlocked: boolean;
  },
): Journey {
  const { decision, evidence, isBlocked } = seen;
  const failed = isBlocked ? failure("desync-blocked") : null;
  const times = { startedAtMs: 0, durationMs: 1 };
  const step = {
    decision,
    atMs: 0,
    durationMs: 0,
    resource: loadBalancerArn,
    loadBalancerArn,
    summary: "",
    evidence,
    failure: failed,
  };
  const balancer = {
    ...times,
    kind: "alb" as const,
    resource: loadBalancerArn,
    name: "",
    status: isBlocked ? 400 : 200,
    steps: [step],
    failure: failed,
    next: [],
  };
  return {
    ...times,
    id: "j1",
    reason: "kept",
    request: {
      method: "GET",
      target: "/pets",
      host: "shop.example.com",
      clientAddress: "127.0.0.1:1",
      headers: [],
    },
    status: balancer.status,
    requestId: "",
    traceId: "",
    way: { ...balancer, kind: "http-api", resource: "a1b2c3d4e5", steps: [], next: [balancer] },
    failedAt: null,
  };
}

/** A GET with Content-Length: 0 that strictest mode blocked. */
export function blockedGet(loadBalancerArn: string): Pick<Evidence, "journeys"> {
  const evidence = { mode: "strictest", tier: "Acceptable", reason: "GetHeadZeroContentLength" };
  const journey = journeyThrough(loadBalancerArn, {
    decision: "desync",
    evidence,
    isBlocked: true,
  });
  return { journeys: [journey] };
}
