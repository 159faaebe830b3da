// A journey as spans are made of it: an API, an NLB and an ALB that could not reach its target.
import { failure } from "../../base/failure.ts";
import type { Journey, JourneyHop } from "../journeys/journey.ts";

export const STARTED_AT_MS = Date.UTC(2026, 10, 22, 10, 0, 0) + 250;
export const ALB_ARN =
  "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/shop/50dc6c495c0c9188";

function hop(facts: Partial<JourneyHop>): JourneyHop {
  return {
    kind: "alb",
    resource: ALB_ARN,
    name: "app/shop/50dc6c495c0c9188",
    startedAtMs: STARTED_AT_MS,
    durationMs: 10,
    status: 200,
    steps: [],
    failure: null,
    next: [],
    ...facts,
  };
}

/** `traceId` as X-Amzn-Trace-Id; further header lines as pairs. */
export function journeyOf(
  facts: Partial<Pick<Journey, "id" | "reason" | "traceId">> & {
    readonly headers?: readonly (readonly [string, string])[];
  } = {},
): Journey {
  const { headers = [], ...others } = facts;
  const refused = failure("connect-refused", "10.0.0.5:8080 refused the connection");
  const alb = hop({
    startedAtMs: STARTED_AT_MS + 2,
    durationMs: 5,
    status: 502,
    failure: refused,
    steps: [
      {
        decision: "target",
        atMs: 3,
        durationMs: 1,
        resource: "arn:target-group",
        loadBalancerArn: ALB_ARN,
        summary: "10.0.0.5:8080 was chosen",
        evidence: { healthy: 1 },
        failure: refused,
      },
    ],
  });
  const nlb = hop({ kind: "nlb", name: "net/in/1", resource: "arn:nlb", status: 0, next: [alb] });
  const api = hop({
    kind: "http-api",
    resource: "abcdef1234",
    name: "HTTP API pets ($default)",
    durationMs: 12.5,
    status: 502,
    next: [nlb],
  });
  return {
    id: "journey-1",
    startedAtMs: STARTED_AT_MS,
    durationMs: 12.5,
    reason: "asked",
    request: {
      method: "GET",
      target: "/pets?x=1",
      host: "api.local:4566",
      clientAddress: "127.0.0.1",
      headers: [["User-Agent", "curl/8"], ...headers],
    },
    status: 502,
    requestId: "request-1",
    traceId: "",
    way: api,
    failedAt: { kind: "alb", resource: ALB_ARN, decision: "target", failure: refused },
    ...others,
  };
}
