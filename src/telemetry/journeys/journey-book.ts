// The book of journeys: says which requests are followed, keeps what the hops of followed and of failed requests
// decided, and makes journeys of it when they are asked for. A request that is not followed and does not fail costs
// it a few comparisons. What it holds is bounded; journeys that were followed outlive it in the archive.
import type { Clock } from "../../base/clock.ts";
import type { Logger } from "../../base/logger.ts";
import type { JourneyArchive } from "../database/telemetry-store.ts";
import type {
  AlbRequestEntry,
  FollowedEntry,
  HopObserver,
  HttpApiRequestEntry,
  NlbFlowEntry,
  RestApiRequestEntry,
} from "../hop-observer.ts";
import { LiveFeed, type FeedListener, type FeedSubscription } from "../requests/live-feed.ts";
import { FollowedConnections } from "./followed-connections.ts";
import { HopRing, KeptEntry } from "./hop-ring.ts";
import { IssuedTicket } from "./issued-ticket.ts";
import { JourneyPublisher } from "./journey-publisher.ts";
import { JourneyReader } from "./journey-reader.ts";
import type { JourneyQuery } from "./journey-query.ts";
import type { JourneySource } from "./journey-source.ts";
import type { JourneySummary } from "./journey-summary.ts";
import type { Journey } from "./journey.ts";
import type { JourneyTicket } from "./kept-hop.ts";
import { OpenFlows } from "./open-flows.ts";

/** How long after the first hop the journey of a followed request is composed: the others end in the same moment. */
const ARCHIVE_DELAY_MS = 25;
/** How long a first hop may take after one behind it is over; then the journey is archived as it is. */
const FIRST_HOP_WITHIN_MS = 60_000;
/** How long it waits to be shown live that a request failed: what failed within may be part of more. */
const LIVE_DELAY_MS = 250;
const SECOND_MS = 1_000;
/** Requests that asked and are not over: so many are remembered. */
const UNFINISHED_MAX = 1_024;
/** How long `find` waits for the end of one: who has the answer asks at once, when its hop is hardly over. */
const UNFINISHED_WAIT_MS = 1_000;

export interface JourneyLimits {
  /** Hops that are kept, and the bytes that they hold on to. */
  readonly hopsMax: number;
  readonly bytesMax: number;
  /** Failed requests that nobody follows: so many are kept in a second. */
  readonly untracedPerSecondMax: number;
}

export const JOURNEY_LIMITS: JourneyLimits = {
  hopsMax: 2_000,
  bytesMax: 32 * 1024 * 1024,
  untracedPerSecondMax: 200,
};

export interface JourneyBookOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly archive: JourneyArchive;
  /** Share of requests that is followed without being asked to, 0 to 1. */
  readonly samplingRate: number;
  /** Whether that client may have its requests followed. */
  readonly allows: (clientAddress: string) => boolean;
  readonly limits: JourneyLimits;
  /** 0 ≤ number < 1; for sampling. */
  readonly random: () => number;
}

export class JourneyBook implements JourneySource, HopObserver {
  readonly #options: JourneyBookOptions;
  readonly #ring: HopRing;
  readonly #flows: OpenFlows;
  readonly #connections: FollowedConnections;
  readonly #reader: JourneyReader;
  readonly #feed: LiveFeed<Journey>;
  readonly #archiving: JourneyPublisher<IssuedTicket, KeptEntry>;
  readonly #showing: JourneyPublisher<KeptEntry, KeptEntry>;
  readonly #unfinished = new Map<string, IssuedTicket>();
  #secondBeganMs = -Infinity;
  #keptInSecond = 0;
  #notKept = 0;

  constructor(options: JourneyBookOptions) {
    const { clock, limits } = options;
    this.#options = options;
    this.#ring = new HopRing(limits);
    this.#flows = new OpenFlows(clock);
    this.#feed = new LiveFeed(clock);
    this.#connections = new FollowedConnections(this.#flows);
    const hops = { ring: this.#ring, flows: this.#flows };
    this.#reader = new JourneyReader(hops, options);
    this.#archiving = new JourneyPublisher(clock, (entry) => this.#archive(entry));
    this.#showing = new JourneyPublisher(clock, (entry) => this.#show(entry));
  }

  /** Failed hops that were not kept because there were too many at once. */
  get notKept(): number {
    return this.#notKept;
  }

  /** Journeys of followed requests that were not archived because there were too many at once. */
  get notArchived(): number {
    return this.#archiving.dropped;
  }

  // Which requests are followed

  ticketFor(
    wish: string | undefined,
    clientAddress: string,
    clientPort: number,
    isPrivate: boolean,
  ): JourneyTicket | null {
    // Nearly every request ends here, before anything is made for it.
    if (wish === undefined && (!isPrivate || this.#connections.isEmpty)) {
      const { samplingRate, random } = this.#options;
      if (isPrivate || samplingRate === 0 || random() >= samplingRate) return null;
      return new IssuedTicket("sampled", `${clientAddress}:${clientPort}`);
    }
    return this.#decide(wish, `${clientAddress}:${clientPort}`, isPrivate);
  }

  leavesOn(ticket: JourneyTicket, address: string, port: number): void {
    this.#connections.add(`${address}:${port}`, ticket);
  }

  isBackFrom(ticket: JourneyTicket, address: string, port: number): void {
    if (!this.#connections.isEmpty) this.#connections.delete(`${address}:${port}`, ticket);
  }

  /** A request that asks on a sampled flow gets a journey of its own: it wants to be told the id. */
  #decide(wish: string | undefined, arrivedOn: string, isPrivate: boolean): JourneyTicket | null {
    const taken = isPrivate ? this.#connections.ticketOn(arrivedOn) : null;
    if (taken?.reason === "asked") return taken;
    const { allows, samplingRate, random } = this.#options;
    const clientAddress = arrivedOn.slice(0, arrivedOn.lastIndexOf(":"));
    if (wish?.trim() === "1" && allows(clientAddress)) return this.#issueAsked(arrivedOn);
    if (taken !== null || isPrivate || samplingRate === 0 || random() >= samplingRate) return taken;
    return new IssuedTicket("sampled", arrivedOn);
  }

  #issueAsked(arrivedOn: string): IssuedTicket {
    const ticket = new IssuedTicket("asked", arrivedOn);
    this.#unfinished.set(ticket.id, ticket);
    if (this.#unfinished.size > UNFINISHED_MAX) {
      for (const oldest of this.#unfinished.keys()) {
        this.#unfinished.delete(oldest);
        break;
      }
    }
    return ticket;
  }

  // What is kept

  albRequest(entry: AlbRequestEntry): void {
    if (entry.journey === null && entry.failure === null && entry.elbStatus < 400) return;
    this.#keep(entry, "");
  }

  nlbFlowStarted(entry: NlbFlowEntry): void {
    this.#flows.started(entry);
  }

  nlbFlow(entry: NlbFlowEntry): void {
    const isWanted = this.#flows.ended(entry);
    if (entry.journey === null && entry.failure === null && !isWanted) return;
    this.#keep(entry, "");
  }

  httpApiRequest(entry: HttpApiRequestEntry): void {
    if (entry.journey === null && entry.failure === null && entry.status < 400) return;
    this.#keep(entry, "");
  }

  restApiRequest(entry: RestApiRequestEntry): void {
    if (entry.journey === null && entry.failure === null && entry.status < 400) return;
    this.#keep(entry, entry.extendedRequestId);
  }

  connectionOpened(): void {}

  connectionClosed(): void {}

  #keep(entry: FollowedEntry, extendedRequestId: string): void {
    const { clock, logger } = this.#options;
    const nowMs = clock.monotonicMs();
    const { journey } = entry;
    if (journey === null && !this.#hasRoomInSecond(nowMs)) return;
    let kept: KeptEntry;
    try {
      kept = new KeptEntry(entry.keepHop(), clock.nowMs() - nowMs, extendedRequestId);
    } catch (cause) {
      logger.error("What a request decided could not be kept", { cause });
      return;
    }
    if (!this.#ring.add(kept)) {
      this.#notKept++;
      return;
    }
    if (kept.hop.kind !== "nlb") this.#flows.want(kept.hop);
    if (journey instanceof IssuedTicket) this.#expectWhole(journey, kept);
    else if (this.#feed.isWatched) this.#showing.schedule(kept, kept, LIVE_DELAY_MS);
  }

  #hasRoomInSecond(nowMs: number): boolean {
    if (nowMs - this.#secondBeganMs >= SECOND_MS) {
      this.#secondBeganMs = nowMs;
      this.#keptInSecond = 0;
    }
    if (this.#keptInSecond < this.#options.limits.untracedPerSecondMax) {
      this.#keptInSecond++;
      return true;
    }
    this.#notKept++;
    return false;
  }

  #expectWhole(ticket: IssuedTicket, kept: KeptEntry): void {
    const isFirst = kept.hop.arrivedOn === ticket.arrivedOn;
    if (isFirst) {
      this.#unfinished.delete(ticket.id);
      ticket.end();
    }
    this.#archiving.schedule(ticket, kept, ticket.isOver ? ARCHIVE_DELAY_MS : FIRST_HOP_WITHIN_MS);
  }

  #archive(entry: KeptEntry): void {
    const { ticket } = entry.hop;
    if (!(ticket instanceof IssuedTicket)) return;
    if (ticket.isArchived && !this.#reader.isWhole(entry, ticket)) return;
    const journey = this.#reader.compose(entry);
    if (journey === undefined) return;
    // The archive keeps the last of an id.
    this.#options.archive.append(journey);
    if (!ticket.isArchived) this.#feed.publish(journey);
    ticket.isArchived = true;
  }

  #show(entry: KeptEntry): void {
    if (!this.#feed.isWatched || !this.#reader.isFirst(entry)) return;
    const journey = this.#reader.compose(entry);
    if (journey !== undefined) this.#feed.publish(journey);
  }

  // What can be asked

  /** Waits a little for a request that is not over yet. */
  async find(id: string): Promise<Journey | undefined> {
    await this.#unfinished.get(id)?.over(this.#options.clock, UNFINISHED_WAIT_MS);
    return this.#reader.find(id);
  }

  /** By API Gateway's request id or extended request id, or X-Amzn-Trace-Id. */
  findByRequestId(requestId: string): Promise<Journey | undefined> {
    return this.#reader.findByRequestId(requestId);
  }

  /** Newest first. */
  list(query: JourneyQuery): Promise<readonly JourneySummary[]> {
    return this.#reader.list(query);
  }

  /** Tells of followed requests and, while somebody listens, of those that failed. */
  subscribe(listener: FeedListener<Journey>): FeedSubscription {
    return this.#feed.subscribe(listener);
  }

  /** Forgets what is kept; the archive is not its business. */
  reset(): void {
    this.#archiving.clear();
    this.#showing.clear();
    this.#ring.clear();
  }

  /** Archives what is about to be; before the archive is closed. */
  close(): void {
    this.#archiving.flush();
    this.#showing.clear();
  }
}

/** The default: only clients on this machine. */
export function isLoopback(clientAddress: string): boolean {
  return (
    clientAddress === "::1" ||
    clientAddress.startsWith("127.") ||
    clientAddress.startsWith("::ffff:127.")
  );
}
