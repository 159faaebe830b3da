// What an Application Load Balancer did with a request once it had its rule: the action, and where the action is to
// forward, which target of which group was chosen out of which.
import { redactTarget } from "../../telemetry/journeys/redact-fields.ts";
import type { StepList } from "../journey-step.ts";
import { ACTION_FIXED_RESPONSE } from "./action-fixed-response.ts";
import { ACTION_FORWARD } from "./action-forward.ts";
import { ACTION_REDIRECT } from "./action-redirect.ts";
import type { AlbKeptHop } from "./alb-kept-hop.ts";
import { answered, failsAt, failureParts } from "./failed-decision.ts";
import type { CompiledRule } from "./rule-matcher.ts";

/** The rule is there. */
export function addActionSteps(steps: StepList, hop: AlbKeptHop): void {
  const { rule } = hop;
  if (rule === null) return;
  const fails = failsAt(hop, "action");
  steps.add("action", fails ? answered(hop) : actionSummary(hop, rule), {
    resource: rule.rule.ruleArn,
    evidence: actionEvidence(hop, rule),
    atMs: hop.headAtMs,
    ...failureParts(hop, "action"),
  });
  if (rule.action.kind === ACTION_FORWARD && !fails) addChoiceStep(steps, hop);
}

function actionSummary(hop: AlbKeptHop, { action }: CompiledRule): string {
  switch (action.kind) {
    case ACTION_FORWARD:
      return `Forward to ${hop.targetGroup?.name ?? hop.targetGroupArn}`;
    case ACTION_REDIRECT:
      return `Redirect with ${action.statusCode} to ${redactTarget(hop.redirectUrl)}`;
    case ACTION_FIXED_RESPONSE:
      return `Answer with a fixed response, status ${action.statusCode}`;
    default:
      return `Action ${action.name}`;
  }
}

function actionEvidence(
  hop: AlbKeptHop,
  { rule, action }: CompiledRule,
): Readonly<Record<string, unknown>> {
  switch (action.kind) {
    case ACTION_FORWARD: {
      const forward = rule.actions.find((each) => each.type === "forward");
      return {
        type: action.name,
        targetGroups: forward?.targetGroups ?? [],
        targetGroupArn: hop.targetGroupArn,
      };
    }
    case ACTION_REDIRECT:
      return {
        type: action.name,
        status: action.statusCode,
        location: redactTarget(hop.redirectUrl),
      };
    case ACTION_FIXED_RESPONSE:
      return {
        type: action.name,
        status: action.statusCode,
        contentType: action.contentType,
        bodyBytes: action.body.length,
      };
    default:
      return { type: action.name };
  }
}

function addChoiceStep(steps: StepList, hop: AlbKeptHop): void {
  const { targetGroup, chosenTarget, failedOpen } = hop;
  const name = targetGroup?.name ?? hop.targetGroupArn;
  const open = failedOpen ? ", although it may be unhealthy: too few are healthy" : "";
  const fails = failsAt(hop, "target");
  const summary = fails
    ? answered(hop)
    : `${chosenTarget} of ${name} was chosen by ${targetGroup?.algorithm ?? "its group"}${open}`;
  steps.add("target", summary, {
    resource: hop.targetGroupArn,
    evidence: {
      targetGroup: name,
      algorithm: targetGroup?.algorithm ?? "",
      chosen: chosenTarget,
      failedOpen,
      targetCount: targetGroup?.targetCount ?? 0,
      targets: targetGroup?.targets ?? [],
    },
    atMs: hop.headAtMs,
    ...failureParts(hop, "target"),
  });
}
