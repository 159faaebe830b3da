// Which rule a request got at an Application Load Balancer, with every condition that was tried before it and why it
// did not hold. The plan is made anew from the kept head: matching is pure.
import { cutText, redactTarget, redactValue } from "../../telemetry/journeys/redact-fields.ts";
import type { StepList } from "../journey-step.ts";
import type { AlbKeptHop } from "./alb-kept-hop.ts";
import { answered, failureParts } from "./failed-decision.ts";
import { planRequest, tryConditions } from "./rule-explanation.ts";
import type { TriedCondition } from "./rule-explanation.ts";

/** Values of a condition that a step shows. */
const WANTED_SHOWN_MAX = 20;

export function addRuleStep(steps: StepList, hop: AlbKeptHop): void {
  const { rule, live } = hop;
  if (hop.received === null) return;
  const { missed } = planRequest(live.matcher, hop);
  const evidence = {
    missed: missed.map(({ ruleArn, priority, tried }) => ({
      ruleArn,
      priority,
      conditions: tried.map(shown),
    })),
    matched: rule === null ? [] : tryConditions(rule, hop).map(shown),
    rulesEvaluated: rule?.evaluations ?? live.matcher.rules.length,
  };
  if (rule === null) {
    steps.add("rule", answered(hop), {
      resource: live.snapshot.listenerArn,
      evidence,
      atMs: hop.headAtMs,
      ...failureParts(hop, "rule"),
    });
    return;
  }
  const { isDefault, priority, ruleArn } = rule.rule;
  const before =
    missed.length === 0 ? "no other rule came before it" : `${missed.length} before it did not`;
  const name = isDefault ? "The default rule" : `The rule with priority ${priority}`;
  steps.add("rule", `${name} applies; ${before}`, {
    resource: ruleArn,
    evidence: { priority: isDefault ? "default" : priority, ...evidence },
    atMs: hop.headAtMs,
  });
}

function shown(tried: TriedCondition): Readonly<Record<string, unknown>> {
  const { field, headerName, wanted, seen, holds } = tried;
  return {
    field,
    ...(headerName === "" ? {} : { headerName }),
    wanted: wanted.slice(0, WANTED_SHOWN_MAX).map(cutText),
    seen: shownValue(tried, seen),
    holds,
  };
}

function shownValue({ field, headerName }: TriedCondition, seen: string): string {
  if (field === "http-header") return redactValue(headerName, seen);
  if (field !== "query-string") return cutText(seen);
  return redactTarget(`?${seen}`).slice(1);
}
