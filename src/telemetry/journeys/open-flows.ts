// The flows of Network Load Balancers that are not over. A request through an NLB ends long before its flow may, so
// its journey needs what the flow has decided so far. A flow's own connection to its target is only known by asking it
// (keepHop), which is done when somebody looks for a flow, not when it begins.
import type { Clock } from "../../base/clock.ts";
import type { NlbFlowEntry } from "../hop-observer.ts";
import type { KeptHop } from "./kept-hop.ts";

/** Flows that are known at a time; later ones are not found while open. */
const FLOWS_MAX = 65_536;
/** Flows that are asked for their connections in one look, newest first. */
const ASKED_PER_LOOK_MAX = 256;
/** How often those that were not connected yet are asked again. */
const ASKED_AGAIN_AFTER_MS = 20;
/** A flow that has no private connection after this long never gets one. */
const CONNECTED_WITHIN_MS = 10_000;

interface KnownFlow {
  readonly arrivedOn: string;
  readonly leftOn: string;
}

export class OpenFlows {
  readonly #clock: Clock;
  /** Not asked yet. */
  readonly #fresh = new Set<NlbFlowEntry>();
  /** Known, but not connected when they were asked. */
  readonly #unconnected = new Set<NlbFlowEntry>();
  readonly #known = new Map<NlbFlowEntry, KnownFlow>();
  readonly #byArrivedOn = new Map<string, NlbFlowEntry>();
  readonly #byLeftOn = new Map<string, NlbFlowEntry>();
  /** Flows that a kept request went through: to be kept too when they are over. */
  readonly #wanted = new Set<NlbFlowEntry>();
  #askedAgainAtMs = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isEmpty(): boolean {
    return this.#fresh.size === 0 && this.#known.size === 0;
  }

  started(flow: NlbFlowEntry): void {
    if (this.#fresh.size + this.#known.size < FLOWS_MAX) this.#fresh.add(flow);
  }

  /** True when a kept request went through the flow. */
  ended(flow: NlbFlowEntry): boolean {
    if (this.#fresh.delete(flow)) return false;
    const known = this.#known.get(flow);
    if (known === undefined) return false;
    this.#known.delete(flow);
    this.#unconnected.delete(flow);
    if (this.#byArrivedOn.get(known.arrivedOn) === flow) this.#byArrivedOn.delete(known.arrivedOn);
    if (this.#byLeftOn.get(known.leftOn) === flow) this.#byLeftOn.delete(known.leftOn);
    return this.#wanted.delete(flow);
  }

  /** A hop was kept: the flow that brought its request and the one that took it on will be, too. */
  want(hop: KeptHop): void {
    if (this.isEmpty) return;
    const before = this.#find(this.#byLeftOn, hop.arrivedOn);
    if (before !== undefined) this.#wanted.add(before);
    const after = this.#find(this.#byArrivedOn, hop.leftOn);
    if (after !== undefined) this.#wanted.add(after);
  }

  /** What the flow that leaves on "address:port" has decided so far. */
  leftOn(connection: string): KeptHop | null {
    return this.#find(this.#byLeftOn, connection)?.keepHop() ?? null;
  }

  /** What the flow whose client is "address:port" has decided so far. */
  arrivedOn(connection: string): KeptHop | null {
    return this.#find(this.#byArrivedOn, connection)?.keepHop() ?? null;
  }

  #find(index: ReadonlyMap<string, NlbFlowEntry>, connection: string): NlbFlowEntry | undefined {
    if (connection === "") return undefined;
    const found = index.get(connection);
    if (found !== undefined) return found;
    if (this.#fresh.size === 0 && this.#unconnected.size === 0) return undefined;
    this.#look();
    return index.get(connection);
  }

  #look(): void {
    const nowMs = this.#clock.monotonicMs();
    this.#ask(this.#fresh, nowMs);
    if (nowMs - this.#askedAgainAtMs < ASKED_AGAIN_AFTER_MS) return;
    this.#askedAgainAtMs = nowMs;
    this.#ask(this.#unconnected, nowMs);
  }

  #ask(flows: Set<NlbFlowEntry>, nowMs: number): void {
    if (flows.size === 0) return;
    for (const flow of [...flows].slice(-ASKED_PER_LOOK_MAX)) {
      const { arrivedOn, leftOn } = flow.keepHop();
      if (arrivedOn !== "") this.#byArrivedOn.set(arrivedOn, flow);
      if (leftOn !== "") this.#byLeftOn.set(leftOn, flow);
      this.#known.set(flow, { arrivedOn, leftOn });
      flows.delete(flow);
      const mayConnect = leftOn === "" && nowMs - flow.startedAtMs < CONNECTED_WITHIN_MS;
      if (mayConnect) this.#unconnected.add(flow);
    }
  }
}
