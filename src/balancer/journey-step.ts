// The making of a journey's steps out of what a load balancer's hop has kept: times relative to the journey, and what
// need not be said left out. Which steps there are is each hop's own business.
import type { Failure } from "../base/failure.ts";
import type { JourneyStep } from "../telemetry/journeys/journey.ts";

/** What a step has besides its name and its sentence. */
export interface StepParts {
  readonly resource?: string;
  readonly evidence?: Readonly<Record<string, unknown>>;
  readonly failure?: Failure | null;
  /** Monotonic milliseconds; the hop's start when left out. */
  readonly atMs?: number;
  readonly durationMs?: number;
}

/** Collects the steps of one hop in their order. */
export class StepList {
  readonly steps: JourneyStep[] = [];
  readonly #loadBalancerArn: string;
  readonly #hopStartMs: number;
  readonly #journeyStartMs: number;

  constructor(loadBalancerArn: string, hopStartMs: number, journeyStartMs: number) {
    this.#loadBalancerArn = loadBalancerArn;
    this.#hopStartMs = hopStartMs;
    this.#journeyStartMs = journeyStartMs;
  }

  /** A step; a failure's own evidence goes with the step's. */
  add(decision: string, summary: string, parts: StepParts = {}): void {
    const failure = parts.failure ?? null;
    const resource = parts.resource ?? "";
    this.steps.push({
      decision,
      atMs: roundMs(Math.max(0, (parts.atMs ?? this.#hopStartMs) - this.#journeyStartMs)),
      durationMs: roundMs(Math.max(0, parts.durationMs ?? 0)),
      resource,
      loadBalancerArn: resource === "" ? "" : this.#loadBalancerArn,
      summary,
      evidence: { ...parts.evidence, ...failure?.evidence },
      failure,
    });
  }
}

/** A thousandth of a millisecond is as fine as anybody reads. */
export function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
