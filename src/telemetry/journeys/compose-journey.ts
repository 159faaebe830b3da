// Makes the journey of a way: the hops' own planners make the steps, this puts them together.
import { failedAt } from "./failed-at.ts";
import { endOf, type Way, type WayNode } from "./join-hops.ts";
import type { Journey, JourneyHop } from "./journey.ts";
import { redactTarget } from "./redact-fields.ts";

export interface JourneyIdentity {
  readonly id: string;
  readonly reason: Journey["reason"];
}

export interface JourneyTimes {
  /** Added to monotonic times it gives wall time. */
  readonly wallOffsetMs: number;
  /** Monotonic: how long what is not over has lasted. */
  readonly nowMs: number;
}

/** The journey of `way`; its time is that of the request, not of the flow that carried it. */
export function composeJourney(way: Way, identity: JourneyIdentity, times: JourneyTimes): Journey {
  const { anchor, top } = way;
  const { wallOffsetMs, nowMs } = times;
  const frame = { wallOffsetMs, journeyStartMs: anchor.startedAtMs };
  const composed = composeNode(top, frame);
  const end = endOf(anchor);
  return {
    id: identity.id,
    startedAtMs: anchor.startedAtMs + wallOffsetMs,
    durationMs: Math.max(0, (end === Infinity ? nowMs : end) - anchor.startedAtMs),
    reason: identity.reason,
    request: {
      method: anchor.method,
      target: redactTarget(anchor.target),
      host: anchor.host,
      clientAddress: withoutPort(top.hop.arrivedOn),
      headers: anchor.headers(),
    },
    status: anchor.status,
    requestId: firstOf(top, "requestId"),
    traceId: firstOf(top, "traceId"),
    way: composed,
    failedAt: failedAt(composed, anchor.status),
  };
}

function composeNode(
  node: WayNode,
  frame: { readonly wallOffsetMs: number; readonly journeyStartMs: number },
): JourneyHop {
  const next = node.next.map((behind) => composeNode(behind, frame));
  return node.hop.compose({ ...frame, next });
}

function firstOf(node: WayNode, name: "requestId" | "traceId"): string {
  if (node.hop[name] !== "") return node.hop[name];
  for (const behind of node.next) {
    const found = firstOf(behind, name);
    if (found !== "") return found;
  }
  return "";
}

function withoutPort(connection: string): string {
  const colon = connection.lastIndexOf(":");
  return colon === -1 ? connection : connection.slice(0, colon);
}
