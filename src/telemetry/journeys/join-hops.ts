// Joins hops to one way: a hop follows another when it got its request on the connection on which the other sent it,
// at a time when the other was at work. A connection carries one request at a time, so connection and time are enough;
// flows of Network Load Balancers carry many, one after the other, and may still be open.
import type { HopRing } from "./hop-ring.ts";
import type { KeptHop } from "./kept-hop.ts";
import type { OpenFlows } from "./open-flows.ts";

/** A hop starts after the one before it; clocks are read now and then. */
const START_SLACK_MS = 5;
/** A hop may be over a little later than the one before it: both end in the same turn, in any order. */
const END_SLACK_MS = 50;
/** A way is rarely longer than gateway, NLB and ALB; load balancers can form a ring. */
const DEPTH_MAX = 8;
const HOPS_MAX = 64;

export interface Hops {
  readonly ring: HopRing;
  readonly flows: OpenFlows;
}

/** A hop and those behind it. */
export interface WayNode {
  readonly hop: KeptHop;
  readonly next: readonly WayNode[];
}

export interface Way {
  readonly top: WayNode;
  /** The first hop that knows the request; the top itself unless that is a flow of many requests. */
  readonly anchor: KeptHop;
}

/** Infinity while a flow is open. */
export function endOf(hop: KeptHop): number {
  return hop.finishedAtMs > 0 ? hop.finishedAtMs : Infinity;
}

/** The hop that sent `hop` its request, null when that was not kept or there is none. */
export function hopBefore(hops: Hops, hop: KeptHop): KeptHop | null {
  if (hop.arrivedOn === "") return null;
  let best: KeptHop | null = null;
  for (const candidate of hops.ring.leftOn(hop.arrivedOn)) {
    if (candidate.hop !== hop) best = nearer(hop, best, candidate.hop);
  }
  if (best !== null) return best;
  const flow = hops.flows.leftOn(hop.arrivedOn);
  return flow !== null && mayFollow(hop, flow) ? flow : null;
}

/** The whole way of the request that `hop` took part in. */
export function joinHops(hops: Hops, hop: KeptHop): Way {
  let top = hop;
  let anchor = hop;
  for (let depth = 0; depth < DEPTH_MAX; depth++) {
    const before = hopBefore(hops, top);
    if (before === null) break;
    top = before;
    if (before.kind !== "nlb") anchor = before;
  }
  return { top: new Joiner(hops, anchor).node(top, 0), anchor };
}

class Joiner {
  readonly #hops: Hops;
  readonly #anchor: KeptHop;
  readonly #seen = new Set<KeptHop>();

  constructor(hops: Hops, anchor: KeptHop) {
    this.#hops = hops;
    this.#anchor = anchor;
  }

  node(hop: KeptHop, depth: number): WayNode {
    this.#seen.add(hop);
    const next: WayNode[] = [];
    if (hop.leftOn === "" || depth >= DEPTH_MAX) return { hop, next };
    for (const { hop: candidate } of this.#hops.ring.arrivedOn(hop.leftOn)) {
      if (this.#seen.size >= HOPS_MAX) break;
      if (this.#isNext(hop, candidate)) next.push(this.node(candidate, depth + 1));
    }
    if (next.length === 0) {
      const flow = this.#hops.flows.arrivedOn(hop.leftOn);
      if (flow !== null && mayFollow(flow, hop)) next.push(this.node(flow, depth + 1));
    }
    return { hop, next };
  }

  #isNext(hop: KeptHop, candidate: KeptHop): boolean {
    if (this.#seen.has(candidate) || !mayFollow(candidate, hop)) return false;
    if (candidate.kind === "nlb") return true;
    // A flow has many requests: only those of this way's time.
    if (hop.kind === "nlb") return candidate === this.#anchor || isWithin(candidate, this.#anchor);
    return hopBefore(this.#hops, candidate) === hop;
  }
}

/** Whether `after` can be the hop behind `before` by their times. A flow need only be there at the same time. */
function mayFollow(after: KeptHop, before: KeptHop): boolean {
  if (after.kind !== "nlb" && before.kind !== "nlb") {
    return (
      after.startedAtMs >= before.startedAtMs - START_SLACK_MS &&
      after.startedAtMs <= endOf(before) + START_SLACK_MS
    );
  }
  return (
    after.startedAtMs <= endOf(before) + START_SLACK_MS &&
    before.startedAtMs <= endOf(after) + START_SLACK_MS
  );
}

function isWithin(hop: KeptHop, anchor: KeptHop): boolean {
  return (
    hop.startedAtMs >= anchor.startedAtMs - START_SLACK_MS &&
    hop.startedAtMs <= endOf(anchor) + START_SLACK_MS
  );
}

/**
 * The likelier of two hops before `hop`. Requests that use a connection one after the other may overlap before they
 * get it; the one that had it ends right after the hop behind it.
 */
function nearer(hop: KeptHop, best: KeptHop | null, candidate: KeptHop): KeptHop | null {
  if (!mayFollow(hop, candidate)) return best;
  if (best === null) return candidate;
  if (hop.kind === "nlb") return candidate.startedAtMs >= best.startedAtMs ? candidate : best;
  return distance(hop, candidate) < distance(hop, best) ? candidate : best;
}

/** How long after `hop` the one before it was over; more than that when it was over too early to be it. */
function distance(hop: KeptHop, before: KeptHop): number {
  const afterMs = endOf(before) - endOf(hop);
  if (Number.isNaN(afterMs)) return 0;
  return afterMs >= -END_SLACK_MS ? Math.abs(afterMs) : 1e12 - afterMs;
}
