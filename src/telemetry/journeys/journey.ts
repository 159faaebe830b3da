// A journey: every decision on one request's way, hop by hop, as people, the doctor and the console read it. It is
// plain data, made after the request is over from what each hop kept of it; nothing of it exists before.
import type { Failure } from "../../base/failure.ts";

export type HopKind = "http-api" | "rest-api" | "nlb" | "alb";

/** One decision. */
export interface JourneyStep {
  /**
   * What was decided: "stage", "route", "cors", "throttle", "authorizer", "mapping", "integration", "vpc-link",
   * "security-groups", "connection", "tls", "listener", "desync", "headers", "rule", "action", "target",
   * "answer", "response-mapping" …
   */
  readonly decision: string;
  /** Milliseconds after the journey's start, and how long it took; 0 for what takes no time. */
  readonly atMs: number;
  readonly durationMs: number;
  /** ARN or id of what it was decided by; "" where it was nobody's configuration. */
  readonly resource: string;
  /** ARN of the load balancer where `resource` is a listener, rule or target group of one; else "". */
  readonly loadBalancerArn: string;
  /** One sentence for people: what was decided and why. */
  readonly summary: string;
  /** What was compared with what. Plain data, bounded in size, nothing secret (see redact-fields.ts). */
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly failure: Failure | null;
}

/** One hop's part of the way. */
export interface JourneyHop {
  readonly kind: HopKind;
  /** API id, or load balancer ARN. */
  readonly resource: string;
  /** For people: "HTTP API pets ($default)", "app/shop/50dc6c495c0c9188". */
  readonly name: string;
  readonly startedAtMs: number;
  readonly durationMs: number;
  /** What this hop answered; 0 when it answered nothing (a flow of an NLB, a broken connection). */
  readonly status: number;
  readonly steps: readonly JourneyStep[];
  /** This hop's own; not what it passed on. */
  readonly failure: Failure | null;
  /** Where the request went on to. */
  readonly next: readonly JourneyHop[];
}

export interface Journey {
  readonly id: string;
  /** Wall time. */
  readonly startedAtMs: number;
  readonly durationMs: number;
  /** "asked" by a header, "sampled", or "kept" because it failed. */
  readonly reason: "asked" | "sampled" | "kept";
  readonly request: {
    readonly method: string;
    /** As the first hop got it: "/prod/pets?x=1" and the Host. */
    readonly target: string;
    readonly host: string;
    readonly clientAddress: string;
    /** Names and values in order, secrets replaced. */
    readonly headers: readonly (readonly [name: string, value: string])[];
  };
  /** What the client got; 0 when nothing. */
  readonly status: number;
  /** API Gateway's request id, "" where no API was asked; X-Amzn-Trace-Id where one is known. */
  readonly requestId: string;
  readonly traceId: string;
  /** The first hop. */
  readonly way: JourneyHop;
  /** Where it failed, farthest from the client first; null when it did not. */
  readonly failedAt: {
    readonly kind: HopKind;
    readonly resource: string;
    readonly decision: string;
    readonly failure: Failure;
  } | null;
}
