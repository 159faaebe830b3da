// Collects the steps of a gateway's hop and puts the request's failure on the one step whose decision it was. What a
// request did not come to has no step: whoever composes asks `hasFailed` before it goes on.
import type { Failure } from "../../base/failure.ts";
import type { JourneyStep } from "../../telemetry/journeys/journey.ts";
import { cutText } from "../../telemetry/journeys/redact-fields.ts";
import { boundedEvidence } from "./bounded-evidence.ts";

/** A step as composers tell it; times are monotonic. */
export interface StepFacts {
  readonly decision: string;
  readonly summary: string;
  /** Said instead of `summary` where the step failed. */
  readonly failed?: string;
  readonly resource?: string;
  readonly loadBalancerArn?: string;
  readonly evidence?: Readonly<Record<string, unknown>>;
  readonly fromMs: number;
  readonly untilMs?: number;
}

export interface StepFrame {
  readonly journeyStartMs: number;
  /** null: nothing failed. */
  readonly failure: Failure | null;
  /** The decision that failed, "" for none. */
  readonly failedDecision: string;
}

export class StepWriter {
  readonly #frame: StepFrame;
  readonly #steps: JourneyStep[] = [];
  #hasFailed = false;

  constructor(frame: StepFrame) {
    this.#frame = frame;
  }

  /** A step with the failure is there: the request went no further. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Whether that decision is the one that failed. */
  isFailing(decision: string): boolean {
    const { failure, failedDecision } = this.#frame;
    return failure !== null && !this.#hasFailed && failedDecision === decision;
  }

  add(facts: StepFacts): void {
    const { decision, resource = "", loadBalancerArn = "", evidence = {}, fromMs } = facts;
    const fails = this.isFailing(decision);
    const { failure, journeyStartMs } = this.#frame;
    this.#steps.push({
      decision,
      atMs: Math.max(0, fromMs - journeyStartMs),
      durationMs: Math.max(0, (facts.untilMs ?? fromMs) - fromMs),
      resource,
      loadBalancerArn,
      summary: cutText(
        fails ? (facts.failed ?? failedText(facts.summary, failure)) : facts.summary,
      ),
      evidence: boundedEvidence(fails ? { ...evidence, ...evidenceOf(failure) } : evidence),
      failure: fails ? failure : null,
    });
    if (fails) this.#hasFailed = true;
  }

  /** All steps; a failure that none of them took gets one of its own before the last. */
  finish(): readonly JourneyStep[] {
    const { failure, failedDecision } = this.#frame;
    if (failure === null || this.#hasFailed) return this.#steps;
    const last = this.#steps.at(-1);
    this.#steps.splice(-1, 0, {
      decision: failedDecision,
      atMs: last?.atMs ?? 0,
      durationMs: 0,
      resource: last?.resource ?? "",
      loadBalancerArn: "",
      summary: failedText("The request could not be served", failure),
      evidence: boundedEvidence(evidenceOf(failure)),
      failure,
    });
    return this.#steps;
  }
}

function failedText(summary: string, failure: Failure | null): string {
  if (failure === null) return summary;
  return `${summary}: ${failure.detail === "" ? failure.kind.replaceAll("-", " ") : failure.detail}`;
}

function evidenceOf(failure: Failure | null): Readonly<Record<string, unknown>> {
  if (failure === null) return {};
  const seen = failure.detail === "" ? {} : { detail: failure.detail };
  return { kind: failure.kind, ...seen, ...failure.evidence };
}
