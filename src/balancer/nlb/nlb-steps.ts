// The steps of a flow at a Network Load Balancer, made from what was kept of it: listener, TLS, security groups, the
// rule and the target, the connection to it, and how the flow ended, by whose doing.
import type { FailureKind } from "../../base/failure.ts";
import type { RuleSnapshot } from "../../store/snapshots.ts";
import type { JourneyStep } from "../../telemetry/journeys/journey.ts";
import { addArrivalSteps } from "../arrival-steps.ts";
import { StepList } from "../journey-step.ts";
import { addTargetConnectionSteps } from "../kept-target-connection.ts";
import type { NlbKeptHop } from "./nlb-kept-hop.ts";

/** Failures of the connection to the target, before it was open. */
const CONNECTION_FAILURES: ReadonlySet<FailureKind> = new Set<FailureKind>([
  "name-not-resolved",
  "connect-refused",
  "connect-timeout",
  "connect-failed",
  "connect-reset",
  "listener-not-found",
]);

const TLS_FAILURES: ReadonlySet<FailureKind> = new Set<FailureKind>([
  "tls-handshake-failed",
  "tls-handshake-timeout",
  "tls-name-mismatch",
  "tls-untrusted",
  "tls-expired",
]);

/** All steps, times relative to the journey's start. */
export function nlbSteps(hop: NlbKeptHop, journeyStartMs: number): readonly JourneyStep[] {
  const { snapshot, failure } = hop;
  const steps = new StepList(snapshot.loadBalancerArn, hop.startedAtMs, journeyStartMs);
  addArrivalSteps(steps, { snapshot, connection: hop.connection, failure });
  if (hop.targetGroupArn !== "" || failure?.kind === "no-target") {
    addRuleStep(steps, hop);
    addTargetStep(steps, hop);
    addConnectionSteps(steps, hop);
  }
  addEndStep(steps, hop);
  return steps.steps;
}

/** The rule that forwards to the group; more than one may, and the first is as good as any to say so. */
function ruleOf(hop: NlbKeptHop): RuleSnapshot | undefined {
  return hop.snapshot.rules.find((rule) =>
    rule.actions.some(
      (action) =>
        action.type === "forward" &&
        action.targetGroups.some((group) => group.targetGroupArn === hop.targetGroupArn),
    ),
  );
}

function addRuleStep(steps: StepList, hop: NlbKeptHop): void {
  const rule = ruleOf(hop);
  if (rule === undefined) return;
  const forward = rule.actions.find((action) => action.type === "forward");
  const name = rule.isDefault ? "The default action" : `The rule with priority ${rule.priority}`;
  steps.add("rule", `${name} forwards to ${hop.targetGroup?.name ?? hop.targetGroupArn}`, {
    resource: rule.ruleArn === "" ? hop.snapshot.listenerArn : rule.ruleArn,
    evidence: { targetGroups: forward?.targetGroups ?? [], targetGroupArn: hop.targetGroupArn },
  });
}

function addTargetStep(steps: StepList, hop: NlbKeptHop): void {
  const { targetGroup, chosenTarget, failedOpen, failure } = hop;
  const name = targetGroup?.name ?? hop.targetGroupArn;
  const hasNone = failure?.kind === "no-target" && chosenTarget === "";
  const open = failedOpen ? ", although it may be unhealthy: none is healthy" : "";
  const summary = hasNone
    ? `The target group ${name} has no target that a flow could go to; the client was reset`
    : `${chosenTarget} of ${name} was chosen by the flow's hash${open}`;
  steps.add("target", summary, {
    resource: hop.targetGroupArn,
    evidence: {
      targetGroup: name,
      algorithm: targetGroup?.algorithm ?? "flow_hash",
      chosen: chosenTarget,
      failedOpen,
      targetCount: targetGroup?.targetCount ?? 0,
      targets: targetGroup?.targets ?? [],
    },
    failure: hasNone ? failure : null,
  });
}

function addConnectionSteps(steps: StepList, hop: NlbKeptHop): void {
  const { failure, targetConnection, chosenTarget, targetGroupArn } = hop;
  if (chosenTarget === "") return;
  if (targetConnection !== null) {
    addTargetConnectionSteps(steps, targetConnection, {
      resource: targetGroupArn,
      durationMs: hop.connectedAtMs - hop.startedAtMs,
    });
    return;
  }
  if (failure === null) return;
  const isTls = TLS_FAILURES.has(failure.kind);
  if (!isTls && !CONNECTION_FAILURES.has(failure.kind)) return;
  const detail = failure.detail === "" ? failure.kind.replaceAll("-", " ") : failure.detail;
  steps.add(
    isTls ? "tls" : "connection",
    `No connection to ${chosenTarget} came about: ${detail}; the client was reset`,
    {
      resource: targetGroupArn,
      evidence: { to: chosenTarget },
      durationMs: hop.finishedAtMs - hop.startedAtMs,
      failure,
    },
  );
}

const RESET_BY: Readonly<Record<NlbKeptHop["resetBy"], string>> = {
  "": "The flow ended in order",
  client: "The client reset the flow",
  target: "The target reset the flow",
  "load-balancer": "The load balancer reset the flow",
};

function addEndStep(steps: StepList, hop: NlbKeptHop): void {
  const { failure, finishedAtMs, resetBy, receivedBytes, sentBytes } = hop;
  const isTaken = failure === null || steps.steps.some((step) => step.failure === failure);
  const evidence = { resetBy, receivedBytes, sentBytes };
  if (finishedAtMs === 0 && isTaken) {
    steps.add("flow", "The flow is under way", { evidence });
    return;
  }
  if (isTaken && failure !== null) return;
  const why = failure === null ? "" : `: ${failure.detail || failure.kind.replaceAll("-", " ")}`;
  steps.add("flow", `${RESET_BY[resetBy]}${why}`, {
    resource: failure === null ? "" : hop.snapshot.listenerArn,
    evidence,
    atMs: finishedAtMs,
    failure: isTaken ? null : failure,
  });
}
