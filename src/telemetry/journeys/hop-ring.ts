// The newest hops that were kept, bounded by their number and by the bytes they hold on to, and found by the
// connections on which the request came and went. The oldest makes room.
import { journeyId } from "./issued-ticket.ts";
import type { KeptHop } from "./kept-hop.ts";

/** A kept hop in its place. */
export class KeptEntry {
  readonly hop: KeptHop;
  /** Added to monotonic times it gives wall time; taken when the hop was kept, so that all readers see the same. */
  readonly wallOffsetMs: number;
  /** x-amz-apigw-id of a REST API's request, else "". */
  readonly extendedRequestId: string;
  /** Given when a journey from here is shown for the first time; "" before. */
  #id: string;

  constructor(hop: KeptHop, wallOffsetMs: number, extendedRequestId: string) {
    this.hop = hop;
    this.wallOffsetMs = wallOffsetMs;
    this.extendedRequestId = extendedRequestId;
    this.#id = hop.ticket?.id ?? "";
  }

  get id(): string {
    if (this.#id === "") this.#id = journeyId();
    return this.#id;
  }

  hasId(id: string): boolean {
    return this.#id === id;
  }
}

export interface HopRingLimits {
  readonly hopsMax: number;
  readonly bytesMax: number;
}

const NONE: readonly KeptEntry[] = [];

export class HopRing {
  readonly #limits: HopRingLimits;
  /** Oldest first: a Map keeps the order and forgets its first in no time. */
  readonly #entries = new Map<KeptHop, KeptEntry>();
  readonly #arrivedOn = new Map<string, KeptEntry[]>();
  readonly #leftOn = new Map<string, KeptEntry[]>();
  #bytes = 0;

  constructor(limits: HopRingLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#entries.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** What alone is larger than everything may be is not kept; then false. */
  add(entry: KeptEntry): boolean {
    const { hop } = entry;
    const { hopsMax, bytesMax } = this.#limits;
    if (hop.weight > bytesMax) return false;
    this.#entries.set(hop, entry);
    this.#bytes += hop.weight;
    enter(this.#arrivedOn, hop.arrivedOn, entry);
    enter(this.#leftOn, hop.leftOn, entry);
    while (this.#entries.size > hopsMax || this.#bytes > bytesMax) this.#forgetOldest();
    return true;
  }

  entryOf(hop: KeptHop): KeptEntry | undefined {
    return this.#entries.get(hop);
  }

  /** Hops that got their request on "address:port", oldest first. */
  arrivedOn(connection: string): readonly KeptEntry[] {
    return this.#arrivedOn.get(connection) ?? NONE;
  }

  /** Hops that sent it on from "address:port", oldest first. */
  leftOn(connection: string): readonly KeptEntry[] {
    return this.#leftOn.get(connection) ?? NONE;
  }

  newestFirst(): KeptEntry[] {
    return [...this.#entries.values()].toReversed();
  }

  clear(): void {
    this.#entries.clear();
    this.#arrivedOn.clear();
    this.#leftOn.clear();
    this.#bytes = 0;
  }

  #forgetOldest(): void {
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      this.#bytes -= oldest.weight;
      leave(this.#arrivedOn, oldest.arrivedOn);
      leave(this.#leftOn, oldest.leftOn);
      return;
    }
  }
}

function enter(index: Map<string, KeptEntry[]>, connection: string, entry: KeptEntry): void {
  if (connection === "") return;
  const before = index.get(connection);
  if (before === undefined) index.set(connection, [entry]);
  else before.push(entry);
}

/** The oldest of all is the oldest on its connection. */
function leave(index: Map<string, KeptEntry[]>, connection: string): void {
  const entries = index.get(connection);
  if (entries === undefined) return;
  entries.shift();
  if (entries.length === 0) index.delete(connection);
}
