// The steps of a request at an Application Load Balancer, made from what was kept of it, in the order of the request
// chain. What the request did not come to has no step; the failure is on the step whose decision it was.
import type { JourneyStep } from "../../telemetry/journeys/journey.ts";
import { quoteBytes } from "../../base/quote-bytes.ts";
import { redactLine, redactTarget } from "../../telemetry/journeys/redact-fields.ts";
import { addArrivalSteps } from "../arrival-steps.ts";
import { StepList } from "../journey-step.ts";
import { addActionSteps } from "./alb-action-steps.ts";
import type { AlbKeptHop } from "./alb-kept-hop.ts";
import { addDesyncStep, addHeaderPolicyStep } from "./alb-head-steps.ts";
import { addRuleStep } from "./alb-rule-step.ts";
import { addTargetSteps } from "./alb-target-steps.ts";
import { answered, comesTo, failsAt, failureParts } from "./failed-decision.ts";
import { FAILURE_EXPLANATIONS } from "./failure-explanations.ts";

/** Bytes of a line that are quoted. */
const LINE_BYTES_MAX = 128;

/** All steps, times relative to the journey's start. */
export function albSteps(hop: AlbKeptHop, journeyStartMs: number): readonly JourneyStep[] {
  const { snapshot } = hop.live;
  const steps = new StepList(snapshot.loadBalancerArn, hop.startedAtMs, journeyStartMs);
  addArrivalSteps(steps, { snapshot, connection: hop.connection, failure: hop.failure });
  if (hop.received !== null) addRequestStep(steps, hop);
  if (hop.failure === null || comesTo(hop, "desync")) {
    addDesyncStep(steps, hop);
    if (hop.rule !== null || failsAt(hop, "rule")) {
      addRuleStep(steps, hop);
      if (hop.rule !== null) {
        addActionSteps(steps, hop);
        if (hop.chosenTarget !== "") addHeaderPolicyStep(steps, hop);
        addTargetSteps(steps, hop);
      }
    }
  }
  addEndStep(steps, hop);
  return steps.steps;
}

function addRequestStep(steps: StepList, hop: AlbKeptHop): void {
  const { received } = hop;
  if (received === null) return;
  const fails = failsAt(hop, "request");
  const line = `${hop.method} ${redactTarget(hop.target)} ${received.version}`;
  steps.add("request", fails ? answered(hop) : line, {
    resource: fails ? hop.live.snapshot.listenerArn : "",
    evidence: {
      requestLine: line,
      host: hop.host,
      fields: received.count,
      ...(fails ? offenceOf(hop) : {}),
    },
    durationMs: Math.max(0, hop.headAtMs - hop.startedAtMs),
    ...failureParts(hop, "request"),
  });
}

/** How it ended: what the client got, or why it got nothing. A failure that no step has taken is here at the latest. */
function addEndStep(steps: StepList, hop: AlbKeptHop): void {
  const { failure } = hop;
  const isTaken = failure === null || steps.steps.some((step) => step.failure === failure);
  if (isTaken) return;
  const { decision } = FAILURE_EXPLANATIONS[failure.kind];
  steps.add(decision === "target-tls" ? "tls" : decision, answered(hop), {
    resource: decision === "client" ? "" : hop.live.snapshot.listenerArn,
    evidence: {
      receivedBytes: hop.receivedBytes,
      sentBytes: hop.sentBytes,
      ...(decision === "request" ? offenceOf(hop) : {}),
    },
    failure,
    atMs: hop.finishedAtMs,
  });
}

/** The beginning of the line that a head was refused for, and what was seen besides. */
function offenceOf({ offence, failure }: AlbKeptHop): Readonly<Record<string, unknown>> {
  const end = offence.indexOf("\n");
  const line = end === -1 ? offence : offence.slice(0, end + 1);
  const bytes =
    line === "" ? {} : { offendingBytes: [quoteBytes(redactLine(line), LINE_BYTES_MAX)] };
  return { ...bytes, ...failure?.evidence };
}
