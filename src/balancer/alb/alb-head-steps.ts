// What an Application Load Balancer made of a request's head as bytes: its desync classification under the mode in
// force, and what it did about fields with names that are not valid.
import { redactValue } from "../../telemetry/journeys/redact-fields.ts";
import { DESYNC_REASONS } from "../../wire/http1/desync-tier.ts";
import type { StepList } from "../journey-step.ts";
import type { AlbKeptHop } from "./alb-kept-hop.ts";
import { answered, failsAt, failureParts } from "./failed-decision.ts";
import { desyncOffence } from "./desync-offence.ts";
import { isValidFieldName } from "./request-head-rewrite.ts";
import { quoteBytes } from "../../base/quote-bytes.ts";

const TIER_NAMES: readonly string[] = ["Compliant", "Acceptable", "Ambiguous", "Severe"];

/** Invalid names that a step lists. */
const NAMES_SHOWN_MAX = 20;

export function addDesyncStep(steps: StepList, hop: AlbKeptHop): void {
  const { received, live } = hop;
  if (received === null) return;
  const { tier, reason } = received.desync;
  const mode = live.settings.desyncMode;
  const tierName = TIER_NAMES[tier] ?? "";
  const isBlocked = failsAt(hop, "desync");
  const isKnown = (DESYNC_REASONS as readonly string[]).includes(reason);
  const offence = isKnown ? desyncOffence(received, reason) : [];
  const what = tier === 0 ? tierName : `${tierName} (${reason})`;
  steps.add(
    "desync",
    isBlocked ? `${what}: ${answered(hop)}` : `${what}: let through in ${mode} mode`,
    {
      resource: live.snapshot.loadBalancerArn,
      evidence: { mode, tier: tierName, reason, offendingBytes: offence },
      atMs: hop.headAtMs,
      ...failureParts(hop, "desync"),
    },
  );
}

/** Only where there is something to tell. */
export function addHeaderPolicyStep(steps: StepList, hop: AlbKeptHop): void {
  const { received, live } = hop;
  if (received === null) return;
  const invalid: string[] = [];
  for (let i = 0; i < received.count && invalid.length < NAMES_SHOWN_MAX; i++) {
    const name = received.name(i);
    if (!isValidFieldName(name)) {
      invalid.push(quoteBytes(`${name}: ${redactValue(name, received.value(i))}`));
    }
  }
  if (invalid.length === 0) return;
  const drops = live.settings.dropInvalidHeaderFields;
  const action = drops ? "dropped" : "passed on";
  steps.add("headers", `${invalid.length} fields with invalid names were ${action}`, {
    resource: live.snapshot.loadBalancerArn,
    evidence: { dropInvalidHeaderFields: drops, [drops ? "dropped" : "forwarded"]: invalid },
    atMs: hop.headAtMs,
  });
}
