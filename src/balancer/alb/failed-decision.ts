// Which decision of a kept request failed, for those who make its steps, and the sentence for it.
import type { StepParts } from "../journey-step.ts";
import type { AlbKeptHop } from "./alb-kept-hop.ts";
import { FAILURE_EXPLANATIONS } from "./failure-explanations.ts";
import type { AlbDecision } from "./failure-explanations.ts";

const ORDER: readonly AlbDecision[] = [
  "listener",
  "tls",
  "security-groups",
  "request",
  "desync",
  "rule",
  "action",
  "target",
  "connection",
  "target-tls",
  "answer",
  "client",
];

/** Whether the failure is that decision's. */
export function failsAt(hop: AlbKeptHop, decision: AlbDecision): boolean {
  return hop.failure !== null && FAILURE_EXPLANATIONS[hop.failure.kind].decision === decision;
}

/** Whether the request came as far as that decision. */
export function comesTo(hop: AlbKeptHop, decision: AlbDecision): boolean {
  if (hop.failure === null) return true;
  const failed = FAILURE_EXPLANATIONS[hop.failure.kind].decision;
  return ORDER.indexOf(failed) >= ORDER.indexOf(decision) && hop.received !== null;
}

/** The failure for a step, when it is the step's. */
export function failureParts(hop: AlbKeptHop, decision: AlbDecision): StepParts {
  return failsAt(hop, decision) ? { failure: hop.failure } : {};
}

/** "What it means: what was seen." */
function explain(hop: AlbKeptHop): string {
  if (hop.failure === null) return "";
  const { sentence } = FAILURE_EXPLANATIONS[hop.failure.kind];
  return hop.failure.detail === "" ? sentence : `${sentence}: ${hop.failure.detail}`;
}

/** The explanation with the status that the client got. */
export function answered(hop: AlbKeptHop): string {
  if (hop.status === 0) return `${explain(hop)} (nothing was answered)`;
  if (hop.clientHead === "") return `${explain(hop)} (logged as ${hop.status})`;
  return `${explain(hop)} (answered with ${hop.status})`;
}
