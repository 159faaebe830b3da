// Finds journeys: those whose hops are still kept are composed anew, with everything known by now; older ones come
// from the archive.
import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "../../base/clock.ts";
import type { Logger } from "../../base/logger.ts";
import type { JourneyArchive } from "../database/telemetry-store.ts";
import { matchesStatus } from "../requests/status-class.ts";
import { composeJourney } from "./compose-journey.ts";
import type { KeptEntry } from "./hop-ring.ts";
import { IssuedTicket } from "./issued-ticket.ts";
import { hopBefore, joinHops, type Hops, type WayNode } from "./join-hops.ts";
import {
  isLoadBalancerNamed,
  matchesJourney,
  matchesRequest,
  type JourneyQuery,
} from "./journey-query.ts";
import { summarizeJourney, type JourneySummary } from "./journey-summary.ts";
import type { Journey } from "./journey.ts";
import type { KeptHop } from "./kept-hop.ts";

/** Journeys composed before others get their turn. */
const COMPOSED_AT_ONCE_MAX = 8;
/** What is read from the archive to find as many as were asked for. */
const ARCHIVE_PAGE = 200;
const ARCHIVE_PAGES_MAX = 10;

export interface JourneyReaderOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly archive: JourneyArchive;
}

export class JourneyReader {
  readonly #hops: Hops;
  readonly #options: JourneyReaderOptions;

  constructor(hops: Hops, options: JourneyReaderOptions) {
    this.#hops = hops;
    this.#options = options;
  }

  async find(id: string): Promise<Journey | undefined> {
    const first = this.#newest((candidate) => candidate.hasId(id) && isOfFirstHop(candidate));
    const journey = first === undefined ? undefined : this.compose(first);
    if (journey !== undefined) return journey;
    // A flow that a followed request began is kept when it ends, long after that request was.
    const archived = await this.#fromArchive(this.#options.archive.find(id), undefined);
    if (archived !== undefined) return archived;
    const other = this.#newest((candidate) => candidate.hasId(id));
    return other === undefined ? undefined : this.compose(other);
  }

  async findByRequestId(requestId: string): Promise<Journey | undefined> {
    if (requestId === "") return undefined;
    const entry = this.#newest((candidate) => hasRequestId(candidate, requestId));
    const journey = entry === undefined ? undefined : this.compose(entry);
    if (journey !== undefined) return journey;
    return this.#fromArchive(this.#options.archive.findByRequestId(requestId), undefined);
  }

  async list(query: JourneyQuery): Promise<readonly JourneySummary[]> {
    const found = await this.#listKept(query);
    const known = new Set(found.map(({ id }) => id));
    for (const journey of await this.#listArchived(query)) {
      if (!known.has(journey.id)) found.push(summarizeJourney(journey));
    }
    return found.toSorted((a, b) => b.startedAtMs - a.startedAtMs).slice(0, query.limit);
  }

  /** Whether no other hop that is kept had the request before. */
  isFirst({ hop }: KeptEntry): boolean {
    const before = hopBefore(this.#hops, hop);
    // A flow is the way of a request, not a request: the journey is that of the hop behind it.
    return (
      before === null || (before.kind === "nlb" && hop.kind !== "nlb" && !this.#isBehind(before))
    );
  }

  /** The journey that the hop took part in; undefined, and an error in the log, when it cannot be made. */
  compose(entry: KeptEntry): Journey | undefined {
    const { clock, logger } = this.#options;
    try {
      const way = joinHops(this.#hops, entry.hop);
      const { anchor } = way;
      const first = this.#hops.ring.entryOf(anchor) ?? entry;
      const ticket = anchor.ticket ?? entry.hop.ticket;
      const reason = ticket?.reason ?? "kept";
      const id = ticket?.id ?? first.id;
      const times = { wallOffsetMs: entry.wallOffsetMs, nowMs: clock.monotonicMs() };
      return composeJourney(way, { id, reason }, times);
    } catch (cause) {
      logger.error("A journey could not be composed", { cause });
      return undefined;
    }
  }

  /** Whether the first hop of the request is still kept, so that its journey is whole. */
  isWhole({ hop }: KeptEntry, ticket: IssuedTicket): boolean {
    const { anchor } = joinHops(this.#hops, hop);
    return anchor.ticket === ticket && anchor.arrivedOn === ticket.arrivedOn;
  }

  #isBehind(flow: KeptHop): boolean {
    return hopBefore(this.#hops, flow) !== null;
  }

  #newest(isIt: (entry: KeptEntry) => boolean): KeptEntry | undefined {
    return this.#hops.ring.newestFirst().find((entry) => isIt(entry));
  }

  async #listKept(query: JourneyQuery): Promise<JourneySummary[]> {
    const found: JourneySummary[] = [];
    const seen = new Set<string>();
    let composed = 0;
    for (const entry of this.#candidates(query)) {
      if (found.length >= query.limit) break;
      if (++composed % COMPOSED_AT_ONCE_MAX === 0) await turn();
      const journey = this.compose(entry);
      if (journey === undefined || seen.has(journey.id) || !matchesRequest(journey, query))
        continue;
      seen.add(journey.id);
      found.push(summarizeJourney(journey));
    }
    return found;
  }

  /** First hops, the newest first, as far as what is wanted can be told without composing. */
  #candidates(query: JourneyQuery): KeptEntry[] {
    const { method, status, beforeMs, sinceMs } = query;
    return this.#hops.ring
      .newestFirst()
      .filter((entry) => {
        const { hop } = entry;
        const startedAtMs = hop.startedAtMs + entry.wallOffsetMs;
        if (!matchesStatus(hop.status, status) || (method !== null && hop.method !== method)) {
          return false;
        }
        if (beforeMs !== null && startedAtMs >= beforeMs) return false;
        if (sinceMs !== null && startedAtMs < sinceMs) return false;
        return this.isFirst(entry) && !this.#isCarrier(hop) && this.#touches(hop, query);
      })
      .toSorted((a, b) => wallStart(b) - wallStart(a));
  }

  /** A flow that was kept for the requests it carried: they have journeys of their own. */
  #isCarrier(hop: KeptHop): boolean {
    if (hop.kind !== "nlb") return false;
    if (hop.ticket instanceof IssuedTicket) return hop.ticket.arrivedOn !== hop.arrivedOn;
    return hop.failure === null || this.#hops.ring.arrivedOn(hop.leftOn).length > 0;
  }

  /** Whether the hop or one behind it touched what is asked for. */
  #touches(hop: KeptHop, query: JourneyQuery): boolean {
    const { resource, alsoTouched, loadBalancerName: name } = query;
    const wanted = resource === null ? alsoTouched : [resource, ...alsoTouched];
    if (wanted.length === 0 && name === null) return true;
    const touched = resourcesOf(joinHops(this.#hops, hop).top);
    return (
      wanted.every((one) => touched.includes(one)) &&
      (name === null || touched.some((arn) => isLoadBalancerNamed(arn, name)))
    );
  }

  /** What is still kept can be read when the archive cannot. */
  async #fromArchive<Found>(reading: Promise<Found>, otherwise: Found): Promise<Found> {
    try {
      return await reading;
    } catch (cause) {
      this.#options.logger.error("The archive of journeys could not be read", { cause });
      return otherwise;
    }
  }

  async #listArchived(query: JourneyQuery): Promise<Journey[]> {
    const { resource, status, limit } = query;
    const found: Journey[] = [];
    let { beforeMs } = query;
    for (let page = 0; page < ARCHIVE_PAGES_MAX; page++) {
      // Failures are judged here, so that both halves of a list go by one rule.
      const search = { resource, status, failed: false, limit: ARCHIVE_PAGE, beforeMs };
      const journeys = await this.#fromArchive(this.#options.archive.list(search), []);
      for (const journey of journeys) if (matchesJourney(journey, query)) found.push(journey);
      const last = journeys.at(-1);
      if (last === undefined || journeys.length < ARCHIVE_PAGE || found.length >= limit) break;
      if (query.sinceMs !== null && last.startedAtMs < query.sinceMs) break;
      beforeMs = last.startedAtMs;
    }
    return found;
  }
}

/** Of those that nobody followed each has an id of its own. */
function isOfFirstHop({ hop }: KeptEntry): boolean {
  return !(hop.ticket instanceof IssuedTicket) || hop.ticket.arrivedOn === hop.arrivedOn;
}

/** A trace id as the field has it ("Root=1-…;Self=1-…") or one of its parts. */
function hasRequestId({ hop, extendedRequestId }: KeptEntry, wanted: string): boolean {
  if (hop.requestId === wanted || extendedRequestId === wanted) return true;
  if (hop.traceId === wanted) return true;
  return hop.traceId.split(";").some((part) => part === wanted || part.endsWith(`=${wanted}`));
}

function resourcesOf(node: WayNode): string[] {
  return [...node.hop.resources, ...node.next.flatMap((next) => resourcesOf(next))];
}

function wallStart({ hop, wallOffsetMs }: KeptEntry): number {
  return hop.startedAtMs + wallOffsetMs;
}
