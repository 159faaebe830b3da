// A request's way from an Application Load Balancer to its target and back: the connection, what was done to the
// request's fields, what the target answered, and what was done to the answer's fields.
import { fieldChanges } from "../../telemetry/journeys/field-changes.ts";
import { addTargetConnectionSteps } from "../kept-target-connection.ts";
import type { StepList } from "../journey-step.ts";
import type { AlbKeptHop } from "./alb-kept-hop.ts";
import { answered, failsAt, failureParts } from "./failed-decision.ts";
import { composedFieldPairs, fieldPairs } from "./field-pairs.ts";

/** Only of a request that was given to a target. */
export function addTargetSteps(steps: StepList, hop: AlbKeptHop): void {
  if (hop.chosenTarget === "") return;
  addConnectionSteps(steps, hop);
  if (hop.targetConnection === null) return;
  addRequestFieldsStep(steps, hop);
  addAnswerSteps(steps, hop);
}

function addConnectionSteps(steps: StepList, hop: AlbKeptHop): void {
  const { targetConnection, chosenTarget, sentToTargetAtMs, headAtMs, finishedAtMs } = hop;
  const overTls = failsAt(hop, "target-tls");
  if (overTls || failsAt(hop, "connection")) {
    steps.add(overTls ? "tls" : "connection", answered(hop), {
      resource: hop.targetGroupArn,
      evidence: { to: chosenTarget },
      atMs: headAtMs,
      durationMs: finishedAtMs - headAtMs,
      failure: hop.failure,
    });
    return;
  }
  if (targetConnection === null) return;
  addTargetConnectionSteps(steps, targetConnection, {
    resource: hop.targetGroupArn,
    atMs: headAtMs,
    durationMs: sentToTargetAtMs - headAtMs,
  });
}

function addRequestFieldsStep(steps: StepList, hop: AlbKeptHop): void {
  const { received, sentHead } = hop;
  if (received === null || sentHead === "") return;
  const changes = fieldChanges(fieldPairs(received), composedFieldPairs(sentHead));
  steps.add("headers", `To the target: ${countOf(changes)}`, {
    resource: hop.live.snapshot.loadBalancerArn,
    evidence: { direction: "request", ...changes },
    atMs: hop.sentToTargetAtMs,
  });
}

function addAnswerSteps(steps: StepList, hop: AlbKeptHop): void {
  const { answerHead, sentToTargetAtMs, targetAnsweredAtMs, finishedAtMs } = hop;
  const isFailing = failsAt(hop, "answer");
  const firstByteMs = Math.max(0, targetAnsweredAtMs - sentToTargetAtMs);
  if (answerHead === null && !isFailing) return;
  const summary = isFailing
    ? answered(hop)
    : `The target answered with ${hop.targetStatus} after ${Math.round(firstByteMs)} ms`;
  steps.add("answer", summary, {
    resource: hop.targetGroupArn,
    evidence: {
      target: hop.chosenTarget,
      status: hop.targetStatus,
      timeToFirstByteMs: targetAnsweredAtMs === 0 ? null : firstByteMs,
      sentBytes: hop.sentBytes,
    },
    atMs: sentToTargetAtMs,
    durationMs: (targetAnsweredAtMs === 0 ? finishedAtMs : targetAnsweredAtMs) - sentToTargetAtMs,
    ...failureParts(hop, "answer"),
  });
  if (answerHead === null || hop.clientHead === "") return;
  const changes = fieldChanges(fieldPairs(answerHead), composedFieldPairs(hop.clientHead));
  steps.add("headers", `To the client: ${countOf(changes)}`, {
    resource: hop.live.snapshot.listenerArn,
    evidence: { direction: "answer", ...changes },
    atMs: targetAnsweredAtMs,
  });
}

function countOf(changes: ReturnType<typeof fieldChanges>): string {
  const { added, changed, dropped } = changes;
  return `${added.length} fields added, ${changed.length} changed, ${dropped.length} dropped`;
}
